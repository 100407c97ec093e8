using System.Security.Cryptography;
using Fard.Actors.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Content;

public class ContentHashSpec
{
    [Fact]
    public void Is_the_SHA_256_of_the_content() =>
        ContentHash.Of("abc"u8).ToString().ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void Comes_back_from_text_and_from_bytes() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), content =>
    {
        var hash = ContentHash.Of(content ?? []);
        var bytes = new byte[ContentHash.Length];
        hash.Write(bytes);
        return ContentHash.Parse(hash.ToString()) == hash && ContentHash.Read(bytes) == hash && bytes.AsSpan().SequenceEqual(SHA256.HashData(content ?? []));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../etc/passwd")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("za7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Refuses_other_texts(string text)
    {
        ContentHash.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => ContentHash.Parse(text)).Message.ShouldContain("64 lower-case");
    }
}
