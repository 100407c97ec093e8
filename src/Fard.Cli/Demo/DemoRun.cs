using System.Collections.Immutable;
using Fard.Cli.Inference;
using Fard.Cli.Installation;
using Fard.Cli.Scores;
using Fard.Cli.Statistics;
using Fard.Client;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Scores;
using Fard.Planning.Timing;

namespace Fard.Cli.Demo;

/// <summary>Starts the demo's cluster, sends its jobs one after the other, checks every score and reports.</summary>
internal sealed class DemoRun
{
    /// <summary>Jobs before the measurement: the first loads the bitstreams, the others let the just-in-time compilers of all processes settle.</summary>
    private const int WarmUpJobs = 10;

    private static readonly TimeSpan BoardsTimeout = TimeSpan.FromSeconds(30);

    private readonly DemoOptions _options;
    private readonly IDemoProgress _progress;
    private readonly TimeProvider _time;
    private readonly DemoWorkload _workload;

    public DemoRun(DemoOptions options, string bitstreams, string sampleImages, IDemoProgress progress, TimeProvider time)
    {
        _options = options;
        _progress = progress;
        _time = time;
        _workload = new DemoWorkload(bitstreams, sampleImages);
    }

    /// <exception cref="CommandLine.CliException">The cluster did not come up.</exception>
    /// <exception cref="Actors.Jobs.FardJobException">A job failed.</exception>
    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        var configuration = new DemoConfiguration(_options, _workload.Package.Network, DemoWorkload.PackageName, DemoCluster.FreePort());
        _progress.Starting(_options.Boards + 1);
        var cluster = await DemoCluster.StartAsync(configuration, _options.Boards, _progress.MemberIsUp, _time, cancellationToken).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            var client = await FardClient.ConnectAsync(MemberConfiguration.Load(cluster.ClientConfiguration), cancellationToken).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
            {
                await client.ListBoardsAsync(_options.Boards, BoardsTimeout, cancellationToken).ConfigureAwait(false);
                return await MeasureAsync(client, configuration, cluster, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<DemoReport> MeasureAsync(FardClient client, DemoConfiguration configuration, DemoCluster cluster, CancellationToken cancellationToken)
    {
        _progress.Sending(WarmUpJobs + _options.Jobs);
        var reader = new ScoreReader(_workload.Parameters);
        var responses = new List<double>(_options.Jobs);
        var first = ImmutableArray<ClassifiedImage>.Empty;
        var (right, bitExact) = (0L, true);
        for (var job = -WarmUpJobs; job < _options.Jobs; job++)
        {
            var images = _workload.Images.OfJob(job + WarmUpJobs, _options.Images).ToArray();
            var data = JobData.FromPackedStream(_workload.Gather(images), images.Length);
            var start = _time.GetTimestamp();
            var result = await client.SendJobDataAllAsync(configuration.Application, data, cancellationToken: cancellationToken).ConfigureAwait(false);
            var elapsed = _time.GetElapsedTime(start);
            _progress.JobIsDone();

            bitExact &= result.Images.Count == images.Length && result.Images.All(image => image.Bytes.Span.SequenceEqual(_workload.Expected(images[image.Image])));
            if (job < 0)
                continue;
            responses.Add(elapsed.TotalMilliseconds);
            var classified = result.Images.Select(image => Classify(images[image.Image], reader.Read(image.Bytes.Span))).ToImmutableArray();
            right += classified.Count(image => image.Class == image.Expected);
            if (first.IsEmpty)
                first = classified;
        }

        return new DemoReport(
            _options.Boards,
            DeviceKinds.Emulated,
            _options.Jobs,
            WarmUpJobs,
            _options.Images,
            (double)right / ((long)_options.Jobs * _options.Images),
            ResponseTimes.Of(responses),
            Ideal(configuration).Response(_options.Images, 1).TotalMilliseconds,
            MeasureInProcess(configuration),
            _options.Paced,
            bitExact,
            cluster.Processes,
            first);
    }

    private PipelineModel Ideal(DemoConfiguration configuration) => new(
        [.. PipelineModel.Of(_workload.Package.Network, configuration.Ranges, _workload.Package.ClockHertz).Positions.Zip(_options.Replicas, (position, replicas) => position with { Replicas = replicas })]);

    /// <summary>Milliseconds for a job's images through the same layer ranges by the same executors, one after the other on one core; median of several.</summary>
    private double MeasureInProcess(DemoConfiguration configuration)
    {
        const int WarmUpRounds = 60, Rounds = 15;
        var stages = configuration.Ranges.Select(range => Executors.Create(ExecutorKind.Simd, _workload.Parameters, range)).ToArray();
        var images = _workload.Images.OfJob(0, _options.Images).ToArray();
        var buffers = new List<byte[]> { _workload.Gather(images) };
        buffers.AddRange(stages.Select(stage => new byte[images.Length * stage.Output.BytesPerImage]));
        var times = new double[Rounds];
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            var start = _time.GetTimestamp();
            for (var stage = 0; stage < stages.Length; stage++)
                stages[stage].Execute(buffers[stage], buffers[stage + 1], images.Length);
            if (round >= 0)
                times[round] = _time.GetElapsedTime(start).TotalMilliseconds;
        }

        return ResponseTimes.Of(times).P50;
    }

    private ClassifiedImage Classify(int image, Classification result)
    {
        var source = _workload.Images[image];
        return new ClassifiedImage(source.Name, source.ExpectedClass is { } expected ? _workload.Parameters.Classes[expected] : null, result.Name, result.Score);
    }
}
