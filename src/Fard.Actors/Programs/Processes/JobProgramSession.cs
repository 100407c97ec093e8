using System.Net.Sockets;
using System.Threading.Channels;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>A job's program: chunks in, results out, in order. Nothing is allocated for a chunk.</summary>
/// <remarks>A job has one thread, which is busy while it computes: it is no sign of a hang that it says nothing meanwhile, up to the chunk's time limit.</remarks>
internal sealed class JobProgramSession : ProgramSession
{
    private readonly Channel<ProcessRun> _toSend = Channel.CreateUnbounded<ProcessRun>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Queue<ProcessRun> _inFlight = new();
    private readonly Stack<ProcessRun> _idle = new();
    private readonly Lock _gate = new();
    private Exception? _over;
    private long _next;
    private long _oldestSince;

    public JobProgramSession(ProgramSettings settings, IAccelerator? fpga, Func<string, BitstreamPackage> find, Action<string, string> log)
        : base(settings, fpga, find, log)
    {
    }

    /// <summary>Gives the program a chunk.</summary>
    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount)
    {
        ProcessRun run;
        lock (_gate)
        {
            if (_over is not null) return ValueTask.FromException(_over);
            if (_inFlight.Count >= Settings.ChunksInFlight)
                return ValueTask.FromException(new AcceleratorException($"The program has {_inFlight.Count} chunks already. Wait for one of them first."));
            run = _idle.TryPop(out var idle) ? idle : new ProcessRun(this);
            run.Start(_next++, input, output, imageCount);
            if (_inFlight.Count == 0) _oldestSince = Settings.Time.GetTimestamp();
            _inFlight.Enqueue(run);
        }

        var task = run.Task;
        _toSend.Writer.TryWrite(run);
        return task;
    }

    public void Return(ProcessRun run)
    {
        lock (_gate) _idle.Push(run);
    }

    protected override IEnumerable<Task> Start() => [.. base.Start(), SendAsync()];

    protected override async ValueTask<bool> OnFrameAsync(ProgramFrame frame)
    {
        if (frame.Type == ProgramFrameType.Pong) return true;
        if (frame.Type != ProgramFrameType.ChunkDone) return false;
        var chunk = ChunkFrame.Read(Reader.Header);
        ProcessRun? run;
        lock (_gate)
        {
            if (!_inFlight.TryPeek(out run) || run.Number != chunk.Number)
                throw new ProgramProtocolException($"A result for chunk {chunk.Number}; {(run is null ? "the program has no chunk" : $"chunk {run.Number} is next")}.");
            if (run.Output.Length != frame.BodyLength)
                throw new ProgramProtocolException($"The result of chunk {chunk.Number} has {frame.BodyLength} bytes; {run.ImageCount} images have {run.Output.Length}.");
            // Whoever ends the program now leaves this run alone: its memory is written to until the end of this method.
            _inFlight.Dequeue();
            _oldestSince = Settings.Time.GetTimestamp();
        }

        try
        {
            await Reader.ReadBodyAsync(frame, run.Output, Ended).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            run.End(new ProgramException($"The program ended within the result of chunk {chunk.Number}.", failure));
            throw;
        }

        run.End(null);
        return true;
    }

    protected override string? FindOverdue()
    {
        lock (_gate)
        {
            return _inFlight.Count > 0 && Settings.Time.GetElapsedTime(_oldestSince) > Settings.ChunkTimeout
                ? $"it has not computed chunk {_inFlight.Peek().Number} within {Settings.ChunkTimeout.TotalSeconds:0.###} s"
                : null;
        }
    }

    protected override void OnEnded(Exception reason)
    {
        while (true)
        {
            ProcessRun? run;
            lock (_gate)
            {
                _over = reason;
                if (!_inFlight.TryDequeue(out run)) break;
            }

            run.End(reason);
        }
    }

    private async Task SendAsync()
    {
        var chunks = _toSend.Reader;
        while (await chunks.WaitToReadAsync(Ended).ConfigureAwait(false))
        {
            while (chunks.TryRead(out var run))
            {
                try
                {
                    await Writer.SendChunkAsync(new ChunkFrame(run.Number, run.ImageCount, run.Output.Length), run.Input, Ended).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
                {
                    // The reading side finds out why.
                    return;
                }
            }
        }
    }
}
