using Fard.Gateway.Grpc;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Grpc;

public class GrpcCallSpec
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("50 %", "50 %25")]
    [InlineData("line\nbreak", "line%0Abreak")]
    [InlineData("größer", "gr%C3%B6%C3%9Fer")]
    public void A_message_in_a_header_is_percent_encoded(string message, string header) => GrpcCall.Encode(message).ShouldBe(header);

    [Fact]
    public void Every_message_can_be_read_back()
    {
        var messages = Gen.Choose(0, 0xD7FF).Select(value => (char)value).ArrayOf().Select(text => new string(text));
        Prop.ForAll(messages.ToArbitrary(), message => Uri.UnescapeDataString(GrpcCall.Encode(message)) == message).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_message_is_cut() => GrpcCall.Encode(new string('x', 100_000)).Length.ShouldBeLessThanOrEqualTo(2048);
}
