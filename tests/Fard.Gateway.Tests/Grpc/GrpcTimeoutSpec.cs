using Fard.Gateway.Grpc;

namespace Fard.Gateway.Tests.Grpc;

public class GrpcTimeoutSpec
{
    [Theory]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("30S", 30_000)]
    [InlineData("250m", 250)]
    [InlineData("5000u", 5)]
    [InlineData("1000000n", 1)]
    [InlineData("0m", 0)]
    public void Reads_every_unit(string text, double milliseconds)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();
        timeout.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Fact]
    public void The_longest_time_is_bounded()
    {
        GrpcTimeout.TryParse("99999999H", out var timeout).ShouldBeTrue();
        timeout.ShouldBe(GrpcTimeout.Longest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("-5m")]
    [InlineData("1.5S")]
    [InlineData("123456789m")]
    public void What_is_no_timeout_is_refused(string text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();
}
