using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Inference.Tensors;

public class ByteStringsSpec
{
    [Fact]
    public void Splits_what_it_joined()
    {
        var lists = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ListOf();
        Prop.ForAll(lists.ToArbitrary(), list =>
        {
            var split = ByteStrings.Split("x", ByteStrings.Join([.. list]), list.Count);
            return split.Length == list.Count && split.Zip(list).All(pair => pair.First.Span.SequenceEqual(pair.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", 1, "at least 4")]
    [InlineData("01000000", 1, "states 1 bytes; 0 are left")]
    [InlineData("FFFFFFFF00", 1, "states 4294967295 bytes")]
    [InlineData("0000000000", 1, "1 bytes behind")]
    [InlineData("0400000001020304", 2, "ends before element 1")]
    public void Damaged_lists_are_refused(string bytes, int count, string saying) =>
        Should.Throw<InferenceException>(() => ByteStrings.Split("x", Convert.FromHexString(bytes), count)).Message.ShouldContain(saying);
}
