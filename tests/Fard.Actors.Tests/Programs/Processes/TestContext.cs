using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Fard.Hardware.Accelerators;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>What a task's program sees of its board: everything that it does is kept.</summary>
internal sealed class TestContext(string folder) : ITaskContext
{
    public string ApplicationId => "traffic-1";

    public string TaskName => "camera";

    public string PeerId => "traffic-1/camera-0";

    public string Configuration { get; init; } = "{}";

    public string Folder => folder;

    public IAccelerator? Fpga { get; init; }

    public ConcurrentQueue<(string Name, bool IsJson, string Payload, string? Task, string? Peer)> Fired { get; } = new();

    public ConcurrentQueue<byte[]> Output { get; } = new();

    public ConcurrentQueue<(string Level, string Line)> Lines { get; } = new();

    /// <summary>Whether events are never taken, as when every receiver's queue is full.</summary>
    public bool HoldsEvents { get; init; }

    public string LogText => string.Join('\n', Lines.Select(line => line.Line));

    public ImmutableArray<Peer> GetPeers(string? task = null) =>
        [.. new[] { new Peer("traffic-1/camera-0", "camera", "left"), new Peer("traffic-1/report-0", "report", "right") }.Where(peer => task is null || peer.Task == task)];

    public async ValueTask FireAsync(string name, EventPayload payload, string? task = null, string? peer = null, CancellationToken cancellationToken = default)
    {
        if (task is not null && peer is not null) throw new ArgumentException("An event is fired at a task or at a peer; both were given.");
        Fired.Enqueue((name, payload.IsJson, Encoding.UTF8.GetString(payload.Bytes.Span), task, peer));
        if (HoldsEvents) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public ValueTask SendOutputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        Output.Enqueue(data.ToArray());
        return ValueTask.CompletedTask;
    }

    public void Log(string level, string line) => Lines.Enqueue((level, line));
}
