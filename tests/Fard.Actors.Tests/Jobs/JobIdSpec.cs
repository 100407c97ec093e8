using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.Jobs;

public class JobIdSpec
{
    [Fact]
    public void Fresh_ids_differ() => Enumerable.Range(0, 100).Select(_ => JobId.New()).Distinct().Count().ShouldBe(100);

    [Fact]
    public void Reads_the_bytes_that_it_wrote()
    {
        var id = JobId.New();
        var bytes = new byte[JobId.Length];
        id.Write(bytes);
        JobId.Read(bytes).ShouldBe(id);
    }

    [Fact]
    public void Parses_its_text()
    {
        var id = JobId.New();
        JobId.TryParse(id.ToString(), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("x0000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000")]
    public void Refuses_other_text(string? text) => JobId.TryParse(text, out _).ShouldBeFalse();
}
