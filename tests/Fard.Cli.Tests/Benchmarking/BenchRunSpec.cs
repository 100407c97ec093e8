using System.Xml.Linq;
using Fard.Actors.Jobs;
using Fard.Cli.Benchmarking;

namespace Fard.Cli.Tests.Benchmarking;

public class BenchRunSpec
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Three_windows_within_a_tenth_are_stable()
    {
        StabilityRule.IsStable([At(100, 10), At(105, 10)]).ShouldBeFalse();
        StabilityRule.IsStable([At(100, 10), At(105, 10.5), At(109, 10)]).ShouldBeTrue();
        StabilityRule.IsStable([At(100, 10), At(105, 10), At(111, 10)]).ShouldBeFalse();
        StabilityRule.IsStable([At(100, 10), At(100, 10), At(100, 12)]).ShouldBeFalse();
        StabilityRule.IsStable([At(1, 1), At(100, 10), At(105, 10.5), At(109, 10)]).ShouldBeTrue();
        StabilityRule.IsStable([At(0, 0), At(0, 0), At(0, 0)]).ShouldBeFalse();
    }

    [Fact]
    public void Percentiles_are_of_the_last_three_windows()
    {
        var point = BenchPoint.Of(2, 4, [At(1, 1_000), new BenchWindow(40, [1, 2, 3, 4]), new BenchWindow(40, [5, 6, 7]), new BenchWindow(40, [8, 9, 10])], 0, null);
        (point.Jobs, point.ImagesPerSecond, point.P50Ms, point.P90Ms, point.P99Ms, point.Windows).ShouldBe((10, 40, 5, 9, 10, 4));
    }

    [Fact]
    public async Task Keeps_as_many_jobs_under_way_as_asked_and_ends_with_all_of_them_over()
    {
        var (underWay, most) = (0, 0);
        var gate = new Lock();
        var run = new BenchRun(
            async (batch, cancellationToken) =>
            {
                lock (gate)
                    most = Math.Max(most, ++underWay);
                await Task.Yield();
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
                }
                finally
                {
                    lock (gate)
                        underWay--;
                }
            },
            Window,
            mostWindows: 4,
            TimeProvider.System);
        var point = await run.MeasureAsync(3, 8, default);
        (most, underWay).ShouldBe((3, 0));
        point.Windows.ShouldBeInRange(3, 4);
        point.Jobs.ShouldBeGreaterThan(0);
        point.ImagesPerSecond.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Jobs_that_fail_are_counted_and_their_reason_kept()
    {
        var run = new BenchRun(
            (_, _) => Task.FromException(new FardJobException(default, JobFailure.NoFreeBoard, "No board is free.")), Window, mostWindows: 3, TimeProvider.System);
        var point = await run.MeasureAsync(1, 1, default);
        (point.Jobs, point.Stable, point.LastFailure).ShouldBe((0, false, "No board is free."));
        point.Failed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Draws_a_line_for_each_batch_size()
    {
        var points = from batch in (int[])[1, 16] from concurrency in (int[])[1, 2] select BenchPoint.Of(concurrency, batch, [At(100 * batch, 5 * concurrency)], 0, null);
        var svg = new BenchReport("two_stage", 2, ["emulated"], [.. points]).ToSvg();
        XDocument.Parse(svg).Root!.Name.LocalName.ShouldBe("svg");
        svg.ShouldContain("batch 16");
        svg.ShouldContain("emulated");
    }

    private static BenchWindow At(double rate, double latency) => new(rate, [latency]);
}
