using Fard.Cli.Processes;

namespace Fard.Cli.Tests.Processes;

public class MemberAnnouncementSpec
{
    [Fact]
    public void Is_read_from_the_line_that_a_member_prints()
    {
        MemberAnnouncement.TryParse("""{"event":"up","role":"head","address":"akka.tcp://fard@127.0.0.1:4053","pid":17}""")
            .ShouldBe(new MemberAnnouncement("up", "head", "akka.tcp://fard@127.0.0.1:4053", 17));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[INFO] a log line")]
    [InlineData("{ not json")]
    [InlineData("""{"event":"down","role":"head","address":"x","pid":17}""")]
    [InlineData("""{"event":"up","pid":17}""")]
    [InlineData("""{"event":1}""")]
    public void Is_nothing_else(string line) => MemberAnnouncement.TryParse(line).ShouldBeNull();
}
