using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Actors.Tests.TestBoards;
using Fard.Networks.Description;

namespace Fard.Actors.Tests.Applications;

public class ApplicationReaderSpec
{
    private const string Valid = """
        network = tiny
        positions = [
          { job-name = first, layers = "0..1", bitstream = tiny, board = pynq-z1 }
          { job-name = second, layers { first = 2, last = 3 }, bitstream = "tiny@2..3", board { type = pynq-z1, name = left } }
        ]
        max-images = 10, chunk-images = 2, max-queue = 3, queue-timeout = 4s, job-timeout = 5m
        """;

    [Fact]
    public void Reads_positions_limits_and_the_sizes_of_their_streams()
    {
        var application = ReadAll("app", Valid).ShouldHaveSingleItem();
        application.Name.ShouldBe("app");
        application.Network.ShouldBe("tiny");
        application.Positions.ShouldBe(TinyNetwork.Application("app", 1).Positions
            .Select((position, index) => index == 0 ? position with { JobName = "first" } : position with { JobName = "second", Board = new BoardRequirements("pynq-z1", "left") }));
        application.InputBytesPerImage.ShouldBe(TinyNetwork.InputBytes);
        application.OutputBytesPerImage.ShouldBe(TinyNetwork.OutputBytes);
        (application.MaxImages, application.ChunkImages, application.MaxQueue).ShouldBe((10, 2, 3));
        (application.QueueTimeout, application.JobTimeout).ShouldBe((TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void A_bitstream_reference_always_says_its_layers() =>
        ReadAll("app", Valid).Single().Positions.Select(position => position.Bitstream).ShouldBe(["tiny@0..1", "tiny@2..3"]);

    [Fact]
    public void Without_applications_there_is_none() =>
        new ApplicationReader(TinyNetwork.Find).ReadAll(ConfigurationFactory.ParseString("fard.head.registration-grace = 1s")).ShouldBeEmpty();

    [Theory]
    [InlineData("network = tiny", "network = other", "app.network", "no network 'other'")]
    [InlineData("network = tiny", "", "app.network", "is missing")]
    [InlineData("job-name = first,", "", "positions[0].job-name", "is missing")]
    [InlineData("job-name = second", "job-name = first", "positions[1].job-name", "taken by another")]
    [InlineData("layers = \"0..1\",", "", "positions[0].layers", "is missing")]
    [InlineData("\"0..1\"", "\"0-1\"", "positions[0].layers", "'0-1' is no range")]
    [InlineData("\"0..1\"", "\"1..0\"", "positions[0].layers", "ends before it begins")]
    [InlineData("\"0..1\"", "\"0..0\"", "positions[1].layers", "begins with layer 2; layer 1 is next")]
    [InlineData("\"0..1\"", "\"1..1\"", "positions[0].layers", "begins with layer 1; layer 0 is next")]
    [InlineData("last = 3 }, bitstream = \"tiny@2..3\"", "last = 4 }, bitstream = tiny", "positions[1].layers", "tiny has layers 0..3")]
    [InlineData("last = 3 }, bitstream = \"tiny@2..3\"", "last = 2 }, bitstream = tiny", "app.positions", "ends before layer 3")]
    [InlineData("first = 2,", "", "positions[1].layers.first", "out of range")]
    [InlineData("bitstream = tiny,", "", "positions[0].bitstream", "is missing")]
    [InlineData("bitstream = tiny,", "bitstream = \"no good name\",", "positions[0].bitstream", "no package name")]
    [InlineData("tiny@2..3", "tiny@1..3", "positions[1].bitstream", "names layers 1..3; the position has layers 2..3")]
    [InlineData(", board = pynq-z1", "", "positions[0].board", "is missing")]
    [InlineData("type = pynq-z1,", "", "positions[1].board.type", "is missing")]
    [InlineData("max-images = 10", "max-images = 0", "app.max-images", "out of range")]
    [InlineData("max-images = 10", "max-images = many", "app.max-images", "not a whole number")]
    [InlineData("chunk-images = 2", "chunk-images = -1", "app.chunk-images", "out of range")]
    [InlineData("queue-timeout = 4s", "queue-timeout = soon", "app.queue-timeout", "not a time")]
    [InlineData("queue-timeout = 4s", "queue-timeout = 0s", "app.queue-timeout", "out of range")]
    public void Names_the_key_that_is_wrong(string valid, string changed, string key, string problem)
    {
        Valid.ShouldContain(valid);
        var failure = Should.Throw<ApplicationConfigurationException>(() => ReadAll("app", Valid.Replace(valid, changed, StringComparison.Ordinal)));
        failure.Key.ShouldEndWith(key);
        failure.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("", "", "1:", "1:left")]
    [InlineData("", "replicas = 2, board = pynq-z1 ", "1:", "1:,1:")]
    [InlineData("", "weights = [2, 1], board = pynq-z1", "1:", "2:,1:")]
    [InlineData("", "boards = [a, b, c], board = pynq-z1", "1:", "1:a,1:b,1:c")]
    [InlineData("", "replicas = 2, weights = [3, 1], boards = [a, \"\"], board = pynq-z1", "1:", "3:a,1:")]
    [InlineData("replicas = 3", "board = pynq-z1", "1:,1:,1:", "1:,1:,1:")]
    [InlineData("replicas = 3", "replicas = 1", "1:,1:,1:", "1:left")]
    public void Reads_replicas(string application, string position, string first, string second)
    {
        var text = Valid.Replace("name = left }", $"name = left }}, {position}", StringComparison.Ordinal);
        if (position.Contains("board = ", StringComparison.Ordinal)) text = text.Replace("board { type = pynq-z1, name = left }, ", "", StringComparison.Ordinal);
        var read = ReadAll("app", $"{text}, {application}").Single();
        read.Positions.Select(each => string.Join(",", each.Replicas.Select(replica => $"{replica.Weight}:{(replica.BoardName.Length > 0 ? replica.BoardName : each.Board.BoardName)}")))
            .ShouldBe([first, second]);
        read.SlotCount.ShouldBe(read.Slots.Count());
    }

    [Theory]
    [InlineData("replicas = 0", "replicas", "out of range")]
    [InlineData("replicas = 33", "replicas", "out of range")]
    [InlineData("replicas = 2, weights = [1]", "weights", "1 entries for 2 replicas")]
    [InlineData("replicas = 2, boards = [a, b, c]", "boards", "3 entries for 2 replicas")]
    [InlineData("boards = [a, a]", "boards", "names a twice")]
    [InlineData("boards = []", "boards", "has 0 entries")]
    [InlineData("weights = []", "weights", "has 0 entries")]
    [InlineData("weights = [1, 0]", "weights", "cannot be dealt")]
    [InlineData("weights = [64, 1]", "weights", "cannot be dealt")]
    [InlineData("weights = [a, b]", "weights", "not a list of whole numbers")]
    [InlineData("replicas = 2, board { type = pynq-z1, name = left }", "board.name", "one board for 2 replicas")]
    public void Names_what_is_wrong_with_replicas(string replicas, string key, string problem)
    {
        var failure = Should.Throw<ApplicationConfigurationException>(() => ReadAll("app", Valid.Replace("board = pynq-z1", $"board = pynq-z1, {replicas}", StringComparison.Ordinal)));
        failure.Key.ShouldEndWith($"positions[0].{key}");
        failure.Message.ShouldContain(problem);
    }

    [Fact]
    public void A_missing_list_of_positions_is_named() =>
        Should.Throw<ApplicationConfigurationException>(() => ReadAll("app", "network = tiny")).Key.ShouldBe("fard.head.applications.app.positions");

    private static IEnumerable<ApplicationDescription> ReadAll(string name, string text) =>
        new ApplicationReader(TinyNetwork.Find).ReadAll(ConfigurationFactory.ParseString($"fard.head.applications.{name} {{ {text} }}"));
}
