using Fard.Actors.Applications;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Applications;

public class DeploymentTextSpec
{
    private const string One = """
        fard.head.applications.one { network = tiny, positions = [{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }] }
        """;

    [Fact]
    public void Reads_one_application()
    {
        var application = DeploymentText.Read(One, TinyNetwork.Find);
        (application.Name, application.Network, application.Positions.Length).ShouldBe(("one", "tiny", 1));
    }

    public static TheoryData<string, string> BadTexts => new()
    {
        { "", "0 applications" },
        { One + "\n" + One.Replace("applications.one", "applications.two"), "2 applications" },
        { One + "\nhome = ${HOME}", "substitution" },
        { "include \"head.conf\"", "includes a file" },
        { One + "\n# " + new string('x', DeploymentText.MaxBytes), "at most 65536" },
        { new string('[', 30_000), "nested" },
        { "a = " + string.Concat(Enumerable.Repeat("{ a = ", 10_000)), "nested" },
        { string.Join('.', Enumerable.Repeat("a", 20_000)) + " = 1", "too many parts" },
        { "fard.head.applications { one {", "" },
        { "fard.head.applications.one = 5", "fard.head.applications.one" },
        { One.Replace("applications.one", $"applications.{new string('n', 300)}"), "300 characters" },
        { One.Replace("tiny,", "huge,"), "there is no network 'huge'" },
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Refuses_what_is_no_application(string text, string saying) =>
        Should.Throw<ApplicationConfigurationException>(() => DeploymentText.Read(text, TinyNetwork.Find)).Message.ShouldContain(saying);
}
