using System.Globalization;
using Fard.Cli.Demo;
using Fard.Cli.Installation;
using Fard.Cli.Statistics;
using Fard.Client;
using Fard.Hardware.Boards;

namespace Fard.Cli.Measurement;

/// <summary>Runs plans on clusters of paced emulated boards, a cluster for each number of boards, and measures at the client.</summary>
internal sealed class MeasureRun(MeasureOptions options, DemoWorkload workload, TextWriter progress, TimeProvider time)
{
    /// <summary>The first job loads bitstreams, the others let the just-in-time compilers of all processes settle.</summary>
    public const int WarmUpJobs = 10;

    private static readonly TimeSpan BoardsTimeout = TimeSpan.FromSeconds(60);

    /// <exception cref="CommandLine.CliException">A cluster did not come up.</exception>
    /// <exception cref="Actors.Jobs.FardJobException">A job failed.</exception>
    public async Task<MeasureReport> RunAsync(CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, MeasureResult>(StringComparer.Ordinal);
        foreach (var plans in options.Plans.GroupBy(plan => plan.Boards))
        {
            foreach (var result in await MeasureAsync(plans.Key, [.. plans], cancellationToken).ConfigureAwait(false))
                results.Add(result.Case, result);
        }

        return MeasureReport.Of(
            workload.Package.Network.Name, BoardCatalog.PynqZ1.Name, options, WarmUpJobs, [.. options.Plans.Select(plan => results[plan.Case])]);
    }

    private async Task<List<MeasureResult>> MeasureAsync(int boards, MeasuredPlan[] plans, CancellationToken cancellationToken)
    {
        var applications = plans.Select(plan => new DemoApplication(plan.Case, plan.Ranges, plan.Replicas, options.ChunkImages)).ToArray();
        var configuration = new DemoConfiguration(applications, paced: true, workload.Package.Network.Name, DemoWorkload.PackageName, DemoCluster.FreePort())
        {
            ClockMegahertz = options.ClockMegahertz,
        };
        Say($"starting {boards} boards and a head");
        var cluster = await DemoCluster.StartAsync(configuration, boards, () => { }, time, cancellationToken).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            var client = await FardClient.ConnectAsync(MemberConfiguration.Load(cluster.ClientConfiguration), cancellationToken).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
            {
                await client.ListBoardsAsync(boards, BoardsTimeout, cancellationToken).ConfigureAwait(false);
                var results = new List<MeasureResult>();
                foreach (var plan in plans)
                {
                    Say($"measuring {plan.Case}");
                    results.Add(await MeasureAsync(client, plan, cancellationToken).ConfigureAwait(false));
                }

                return results;
            }
        }
    }

    private async Task<MeasureResult> MeasureAsync(FardClient client, MeasuredPlan plan, CancellationToken cancellationToken)
    {
        var count = options.ImagesOf(plan);
        var arrivals = new double[count];
        var (responses, rates) = (new List<double>(), new List<double>());
        var bitExact = true;
        for (var job = -WarmUpJobs; job < options.Jobs; job++)
        {
            var images = workload.Images.OfJob(job + WarmUpJobs, count).ToArray();
            var data = JobData.FromPackedStream(workload.Gather(images), count);
            var seen = 0;
            var start = time.GetTimestamp();
            await foreach (var result in client.SendJobDataAsync(plan.Case, data, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                arrivals[seen++] = time.GetElapsedTime(start).TotalMilliseconds;
                bitExact &= result.Bytes.Span.SequenceEqual(workload.Expected(images[result.Image]));
            }

            bitExact &= seen == count;
            if (job < 0)
                continue;
            responses.Add(arrivals[^1]);
            rates.Add(SteadyRate.Of(arrivals, plan.Period * options.ChunkImages));
        }

        return new MeasureResult(
            plan.Case,
            plan.Shape,
            plan.Boards,
            count,
            plan.Model.Response(count, options.ChunkImages).TotalMilliseconds,
            ResponseTimes.Of(responses),
            plan.Model.ImagesPerSecond,
            rates.Average(),
            bitExact);
    }

    private void Say(FormattableString text) => progress.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
