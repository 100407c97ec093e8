using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Bitstreams;

public class BitstreamReferenceSpec
{
    [Theory]
    [InlineData("cnvW2A2-0-5", "cnvW2A2-0-5", -1, -1)]
    [InlineData("cnvW2A2-cifar10@0..5", "cnvW2A2-cifar10", 0, 5)]
    [InlineData("a@12..345", "a", 12, 345)]
    public void Reads_a_name_and_a_range(string text, string name, int first, int last)
    {
        var reference = BitstreamReference.Parse(text);
        reference.ShouldBe(new BitstreamReference(name, first < 0 ? null : new LayerRange(first, last)));
        reference.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData(".hidden")]
    [InlineData("a@")]
    [InlineData("a@1")]
    [InlineData("a@1..")]
    [InlineData("a@-1..2")]
    [InlineData("a@1..99999")]
    [InlineData("a@1..2\n")]
    [InlineData("a b")]
    public void Refuses_anything_else(string text)
    {
        Should.Throw<BitstreamPackageException>(() => BitstreamReference.Parse(text)).Message.ShouldContain("name@first..last");
    }

    [Fact]
    public void Refuses_a_name_of_more_than_64_letters()
    {
        BitstreamReference.IsName(new string('a', 64)).ShouldBeTrue();
        BitstreamReference.IsName(new string('a', 65)).ShouldBeFalse();
        BitstreamReference.IsName("a@0..1").ShouldBeFalse();
    }
}
