using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Fard.Actors.Programs.Processes;
using Fard.Actors.Tests.Programs.Processes;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Boards;
using Fard.Networks.Simd;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Samples;

/// <summary><c>samples/traffic_count</c>: three counters in a chain, each on an emulated FPGA, with synthetic video whose counts are known.</summary>
public class TrafficCountSampleSpec
{
    private const int Frames = 40;

    private static readonly string Configuration =
        $$"""{"cameras": 3, "bitstream": "traffic-count", "frames": {{Frames}}, "chunk": 8, "seed": 7, "delay": 12}""";

    [PythonFact]
    public async Task Three_counters_order_themselves_and_count_every_frame_right()
    {
        var folder = SampleFolders.Of("traffic_count");
        using var stopping = new CancellationTokenSource();
        var overlay = new Overlay(folder);
        var runtime = new ProcessRuntime(new ProgramSettings());
        var running = new List<Task>();
        // The last to start is the first in the chain: the order is that of the ids.
        foreach (var id in (string[])["counter-2", "counter-1", "counter-0"])
        {
            var program = runtime.CreateTask(new ProgramSource("traffic-1", "counter", id, folder, "counter/counter.py", Configuration, RunningProgram.Unlimited));
            running.Add(overlay.Run(id, program, stopping.Token));
        }

        var summary = await overlay.Summary.WaitAsync(RunningProgram.Patience);
        await stopping.CancelAsync();
        await Task.WhenAll(running).WaitAsync(RunningProgram.Patience);
        (summary.GetProperty("frames").GetInt32(), summary.GetProperty("right").GetInt32()).ShouldBe((Frames, Frames));
        summary.GetProperty("flow").EnumerateArray().Select(camera => camera.GetDouble()).ShouldAllBe(flow => flow > 1);

        var lines = overlay.Output.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("frame", out _)).ToArray();
        lines.Select(line => line.GetProperty("frame").GetInt32()).ShouldBe(Enumerable.Range(0, Frames));
        lines.ShouldAllBe(line => line.GetProperty("counted").GetRawText() == line.GetProperty("known").GetRawText());
        // Every camera sees what the one before saw twelve frames earlier.
        int[] Camera(int place) => [.. lines.Select(line => line.GetProperty("counted")[place].GetInt32())];
        Camera(1)[12..].ShouldBe(Camera(0)[..^12]);
        Camera(2)[12..].ShouldBe(Camera(1)[..^12]);
    }

    /// <summary>The peers of one application, in this process.</summary>
    private sealed class Overlay(string folder)
    {
        private readonly Lock _gate = new();
        private readonly SortedDictionary<string, ITaskProgram> _peers = new(StringComparer.Ordinal);
        private readonly TaskCompletionSource<JsonElement> _summary = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Output { get; } = [];

        public Task<JsonElement> Summary => _summary.Task;

        public async Task Run(string id, ITaskProgram program, CancellationToken stopping)
        {
            await using var fpga = new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new SimdExecutor(parameters, range));
            await using var own = program;
            try
            {
                await program.RunAsync(new Context(this, id, folder, fpga), () => Add(id, program), stopping);
            }
            catch (Exception failure)
            {
                _summary.TrySetException(failure);
                throw;
            }
        }

        private void Add(string id, ITaskProgram program)
        {
            lock (_gate) _peers.Add(id, program);
        }

        private ImmutableArray<Peer> Peers
        {
            get { lock (_gate) return [.. _peers.Keys.Select(id => new Peer(id, "counter", $"board-of-{id}"))]; }
        }

        private async ValueTask FireAsync(TaskEvent fired, string receiver, CancellationToken cancellationToken)
        {
            ITaskProgram program;
            lock (_gate) program = _peers[receiver];
            await program.HandleAsync(fired, cancellationToken);
        }

        private void Put(string line)
        {
            lock (_gate) Output.Add(line);
            var said = JsonDocument.Parse(line).RootElement;
            if (said.TryGetProperty("flow", out _)) _summary.TrySetResult(said);
        }

        private sealed class Context(Overlay overlay, string id, string folder, IAccelerator fpga) : ITaskContext
        {
            public string ApplicationId => "traffic-1";

            public string TaskName => "counter";

            public string PeerId => id;

            public string Configuration => TrafficCountSampleSpec.Configuration;

            public string Folder => folder;

            public IAccelerator? Fpga => fpga;

            public ImmutableArray<Peer> GetPeers(string? task = null) => overlay.Peers;

            public ValueTask FireAsync(string name, EventPayload payload, string? task = null, string? peer = null, CancellationToken cancellationToken = default) =>
                overlay.FireAsync(new TaskEvent(name, id, TaskName, EventScope.Peer, payload with { Bytes = payload.Bytes.ToArray() }), peer.ShouldNotBeNull(), cancellationToken);

            public ValueTask SendOutputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
            {
                overlay.Put(Encoding.UTF8.GetString(data.Span));
                return ValueTask.CompletedTask;
            }

            public void Log(string level, string line)
            {
            }
        }
    }
}
