using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;

namespace Fard.Client.Tests.Attempts;

/// <summary>
/// The data plane of one job without any actor: a client and the pumps of every replica, over loopback, attempt by attempt. Each position adds its number
/// plus one to every byte.
/// </summary>
internal sealed class ModelPipeline : IAsyncDisposable
{
    private const int BytesPerImage = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DataPlaneSettings Settings = new() { WindowChunks = 3, HelloTimeout = Patience };

    private readonly ChunkListener _listener = ChunkListener.Start(Settings, TimeProvider.System, _ => { });
    private readonly JobId _job = JobId.New();
    private readonly byte[] _images;
    private readonly int _positions;
    private readonly int _chunkImages;
    private readonly JobImages _packed;
    private readonly ChunkStream _output;
    private int _attempt;

    public ModelPipeline(int positions, int images, int chunkImages)
    {
        _positions = positions;
        _chunkImages = chunkImages;
        _images = new byte[images * BytesPerImage];
        new Random(images).NextBytes(_images);
        var application = new ApplicationDescription("model", "model", [Position(0)]);
        _packed = JobImages.Check(_job, JobData.FromPackedStream(_images, images), application, _ => null);
        _output = new ChunkStream(_job, positions, BytesPerImage, images, chunkImages);
        Results = new JobResults(_output, () => { });
    }

    public JobResults Results { get; }

    /// <summary>Streams that are waited for or connected: 0 between attempts.</summary>
    public int OpenStreams => _listener.RouteCount;

    /// <summary>Runs one attempt with replicas of these weights in each position.</summary>
    /// <param name="loseAt">The pump that is lost (counted over all) when so many chunks have arrived at the client; null: nothing is lost.</param>
    public async Task RunAsync(ImmutableArray<int>[] weights, (int Pump, long Chunks)? loseAt)
    {
        _attempt++;
        var stages = weights.Select(stage => stage.Select((weight, replica) => new PlacedReplica(replica, weight, "board", _listener.Endpoint)).ToImmutableArray()).ToArray();
        var pumps = new List<ChunkPump>();
        var lost = new TaskCompletionSource();
        for (var position = 0; position < _positions; position++)
        {
            foreach (var replica in stages[position])
            {
                var last = position == _positions - 1;
                Action<long> progress = last && loseAt is { } loss ? chunks => { if (chunks >= loss.Chunks) lost.TrySetResult(); } : _ => { };
                pumps.Add(new ChunkPump(Configure(stages, position, replica.Replica), _listener, Settings, progress, () => { }));
            }
        }

        var running = pumps.Select(pump => Task.Run(pump.RunAsync)).ToArray();
        var placed = new JobPlaced(_job, [.. stages.Select((stage, position) => new PlacedPosition($"{position}", stage))], _chunkImages, BytesPerImage) { Attempt = _attempt };
        await using (var attempt = new JobAttempt(placed, _packed, _output, Results, Settings, null))
        {
            var index = 0;
            foreach (var (stage, position) in stages.Select((stage, position) => (stage, position)))
            {
                for (var replica = 0; replica < stage.Length; replica++) pumps[index++].Start(new Adder(position + 1, seed: index));
            }

            await Task.WhenAny(attempt.Completion, lost.Task).WaitAsync(Patience);
            if (lost.Task.IsCompleted) pumps[loseAt!.Value.Pump % pumps.Count].Stop(new PumpFailure(JobFailure.DeviceFailed, "lost"));
            await Task.WhenAny(attempt.Completion).WaitAsync(Patience);
        }

        // As the coordinator does with the survivors; without a loss all end by themselves.
        if (lost.Task.IsCompleted)
        {
            foreach (var pump in pumps) pump.Stop(new PumpFailure(JobFailure.Cancelled, "The next attempt begins.", Secondary: true));
        }

        await Task.WhenAll(running).WaitAsync(Patience);
    }

    /// <summary>Whether the results are every image's once, in order, bit for bit.</summary>
    public bool HasEveryResultOnce()
    {
        var sum = _positions * (_positions + 1) / 2;
        var results = new List<ImageResult>();
        while (Results.Arrived.TryRead(out var result)) results.Add(result);
        return results.Select(result => result.Image).SequenceEqual(Enumerable.Range(0, _images.Length / BytesPerImage))
            && results.SelectMany(result => result.Bytes.ToArray()).SequenceEqual(_images.Select(value => (byte)(value + sum)));
    }

    public async ValueTask DisposeAsync() => await _listener.DisposeAsync();

    private ConfigureJob Configure(ImmutableArray<PlacedReplica>[] stages, int position, int replica) => new(
        _job, "model", "model", Position(position), position, _positions, 0, _images.Length / BytesPerImage, _chunkImages, position + 1 < _positions ? stages[position + 1] : [])
    {
        Attempt = _attempt,
        Replica = replica,
        Peers = stages[position],
        Upstream = position > 0 ? stages[position - 1] : [],
    };

    private static PositionDescription Position(int position) =>
        new($"{position}", new LayerRange(position, position), "model", new BoardRequirements("model"), BytesPerImage, BytesPerImage);

    /// <summary>Adds a number to every byte, and lets others go first now and then.</summary>
    private sealed class Adder(int number, int seed) : IAccelerator
    {
        private readonly Random _random = new(seed);
        private Task _last = Task.CompletedTask;

        public string Kind => "model";

        public BitstreamPackage? Loaded => null;

        public int MaxRunsInFlight => 2;

        public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
        {
            _last = ComputeAsync(_last, input, output, _random.Next(4));
            return new ValueTask(_last);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task ComputeAsync(Task before, ReadOnlyMemory<byte> input, Memory<byte> output, int yields)
        {
            await before;
            for (var yield = 0; yield < yields; yield++) await Task.Yield();
            for (var index = 0; index < input.Length; index++) output.Span[index] = (byte)(input.Span[index] + number);
        }
    }
}
