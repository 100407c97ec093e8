using System.Collections.Immutable;
using Fard.Actors.Observation;
using Fard.Gateway.Dashboard.Live;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class RateMeterSpec
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RateMeter _meter = new();

    [Fact]
    public void The_first_report_of_a_board_gives_no_rate() => Take(Report(0, 100, 1)).ShouldBeEmpty();

    [Fact]
    public void Rates_are_differences_over_the_board_s_own_time()
    {
        Take(Report(0, 100, 1));
        var rates = Take(Report(2, 300, 2))[("a", 0)];
        rates.ImagesPerSecond.ShouldBe(100);
        rates.Busy.ShouldBe(0.5);
    }

    [Fact]
    public void The_same_report_again_keeps_the_rates()
    {
        Take(Report(0, 100, 1));
        Take(Report(2, 300, 2));
        Take(Report(2, 300, 2))[("a", 0)].ImagesPerSecond.ShouldBe(100);
    }

    [Fact]
    public void Counters_that_begin_anew_give_no_rate()
    {
        Take(Report(0, 100, 1));
        Take(Report(1, 5, 0)).ShouldBeEmpty();
        Take(Report(2, 25, 0.5))[("a", 0)].ImagesPerSecond.ShouldBe(20);
    }

    [Fact]
    public void A_board_that_is_silent_or_gone_has_no_rate()
    {
        Take(Report(0, 100, 1));
        Take(Report(1, 200, 1));
        _meter.Take([Report(1, 200, 1)], Start.AddSeconds(60)).ShouldBeEmpty();
        Take(Report(61, 200, 1));
        Take(Report(62, 300, 1)).ShouldNotBeEmpty();
        _meter.Take([], Start.AddSeconds(63)).ShouldBeEmpty();
    }

    private ImmutableDictionary<(string Board, int Fpga), FpgaRates> Take(BoardActivity report) => _meter.Take([report], report.At);

    private static BoardActivity Report(double second, long images, double busy) =>
        new("a", Start.AddSeconds(second), [new FpgaActivity(0, images, images, TimeSpan.FromSeconds(busy), 1, TimeSpan.Zero, 0, 0)]);
}
