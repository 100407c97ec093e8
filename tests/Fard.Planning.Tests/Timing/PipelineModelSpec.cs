using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Networks.Description;
using Fard.Planning.Timing;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Planning.Tests.Timing;

public class PipelineModelSpec
{
    private const long Clock = 100_000_000;

    private static readonly LayerRange[] Split = [new(0, 5), new(6, 8)];

    [Fact]
    public void Gives_the_ideal_time_of_the_papers_experiment()
    {
        var model = PipelineModel.Of(NetworkCatalog.CnvW2A2, Split, Clock);
        model.Response(20, 1).TotalMilliseconds.ShouldBe(26, 0.3);
        model.ImagesPerSecond.ShouldBe(868.06, 0.01);
        model.Utilisation.ShouldBe([1, 65_536 / 115_200.0]);
        (model.Positions[0].InputBytes, model.Positions[0].OutputBytes, model.Positions[1].OutputBytes).ShouldBe((3072, 64, 128));
    }

    [Fact]
    public void Takes_the_latencies_and_an_interval_for_every_further_image()
    {
        var model = Model(new KernelTiming(40, 10, 1_000_000_000), new KernelTiming(30, 20, 1_000_000_000));
        model.Response(1, 1).ShouldBe(Nanoseconds(70));
        model.Response(5, 1).ShouldBe(Nanoseconds(70 + 4 * 20));

        // A chunk of five leaves the first position with its last image, and only then enters the second.
        model.Response(5, 5).ShouldBe(Nanoseconds(70 + 4 * 10 + 4 * 20));
        model.Response(5, 100).ShouldBe(model.Response(5, 5));
    }

    [Fact]
    public void Adds_what_links_take()
    {
        var kernel = new PipelinePosition(new KernelTiming(40, 10, 1_000_000_000), 100, 50);
        var links = ImmutableArray.Create(new PipelineLink(1e9, Nanoseconds(1_000)), new PipelineLink(null, Nanoseconds(500)));
        var model = new PipelineModel([kernel], links);

        // The link in carries an image in 100 ns: it is the slowest part.
        model.Response(3, 1).ShouldBe(Nanoseconds(3 * 100 + 1_000 + 40 + 500));
        model.ImagesPerSecond.ShouldBe(1e7, 1);
        model.Utilisation.ShouldBe([0.1]);
    }

    [Fact]
    public void Is_the_recurrence_of_every_image_where_chunks_have_one()
    {
        var kernels = Gen.NonEmptyListOf(Gen.Choose(1, 500).SelectMany(latency => Gen.Choose(1, 200).Select(interval => (latency, interval))));
        var cases = kernels.SelectMany(list => Gen.Choose(1, 30).Select(images => (Kernels: list.ToArray(), Images: images)));
        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var entry = new long?[test.Kernels.Length];
            long time = 0;
            for (var image = 0; image < test.Images; image++)
            {
                time = 0;
                for (var p = 0; p < test.Kernels.Length; p++)
                {
                    entry[p] = Math.Max(time, entry[p] + test.Kernels[p].interval ?? 0);
                    time = entry[p]!.Value + test.Kernels[p].latency;
                }
            }

            var model = Model([.. test.Kernels.Select(kernel => new KernelTiming(kernel.latency, kernel.interval, 1_000_000_000))]);
            return model.Response(test.Images, 1) == Nanoseconds(time)
                && time == test.Kernels.Sum(kernel => kernel.latency) + (test.Images - 1L) * test.Kernels.Max(kernel => kernel.interval);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Deals_chunks_over_replicas()
    {
        var kernel = new PipelinePosition(new KernelTiming(40, 30, 1_000_000_000), 1, 1, Replicas: 3);
        var model = new PipelineModel([kernel, new PipelinePosition(new KernelTiming(20, 10, 1_000_000_000), 1, 1)]);
        model.ImagesPerSecond.ShouldBe(1e8, 1);
        model.Utilisation.ShouldBe([1, 1]);

        // Three images are done side by side at 40 and enter the second position one behind the other; the next three are done at 70.
        model.Response(3, 1).ShouldBe(Nanoseconds(40 + 10 + 10 + 20));
        model.Response(6, 1).ShouldBe(Nanoseconds(70 + 10 + 10 + 20));
        var schedule = model.Schedule(6, 1);
        schedule.Where(chunk => chunk.Position == 0).Select(chunk => chunk.Replica).ShouldBe([0, 1, 2, 0, 1, 2]);
        schedule.Where(chunk => chunk.Position == 1).Select(chunk => chunk.Left).ShouldBeInOrder();
        Should.Throw<ArgumentException>(() => new PipelineModel([kernel with { Replicas = 0 }])).Message.ShouldContain("at least one board");
    }

    [Fact]
    public void Gives_each_replica_a_link_of_its_own()
    {
        var kernel = new PipelinePosition(new KernelTiming(1, 1, 1_000_000_000), 100, 50, Replicas: 2);
        var link = new PipelineLink(1e9, TimeSpan.Zero);
        var model = new PipelineModel([kernel], [link, link]);

        // Two links in at 100 ns an image and two out at 50 ns: the links in are the slowest, both together at 50 ns.
        model.ImagesPerSecond.ShouldBe(2e7, 1);
        model.LinkUtilisation.ShouldBe([1, 0.5]);
        model.Response(2, 1).ShouldBe(Nanoseconds(100 + 1 + 50));
        model.Response(3, 1).ShouldBe(Nanoseconds(200 + 1 + 50));
    }

    [Fact]
    public void Refuses_what_is_no_pipeline()
    {
        var kernel = new PipelinePosition(new KernelTiming(1, 1, 1), 1, 1);
        Should.Throw<ArgumentException>(() => new PipelineModel([]));
        Should.Throw<ArgumentException>(() => new PipelineModel([kernel], [PipelineLink.Ideal])).Message.ShouldContain("2 links");
        Should.Throw<ArgumentException>(() => new PipelineModel([kernel], [PipelineLink.Ideal, new PipelineLink(0, TimeSpan.Zero)]));
        Should.Throw<ArgumentOutOfRangeException>(() => new PipelineModel([kernel]).Response(0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new PipelineModel([kernel]).Response(1, 0));
    }

    private static PipelineModel Model(params KernelTiming[] kernels) => new([.. kernels.Select(kernel => new PipelinePosition(kernel, 1, 1))]);

    // The model rounds up to TimeSpan's 100 ns.
    private static TimeSpan Nanoseconds(long nanoseconds) => TimeSpan.FromTicks((nanoseconds + 99) / 100);
}
