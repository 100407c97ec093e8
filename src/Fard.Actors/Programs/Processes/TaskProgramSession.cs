using System.Net.Sockets;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>A task's program: events in and out, peers, output, and a heart beat.</summary>
internal sealed class TaskProgramSession : ProgramSession
{
    private readonly ITaskContext _context;
    private readonly ProgramRequests _requests;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _handling;
    private long _number;
    private long _handlingSince;
    private long _beats;
    private long? _answeredAt;
    private double _running;
    private bool _pinging;

    public TaskProgramSession(ITaskContext context, ProgramSettings settings, Func<string, BitstreamPackage> find)
        : base(settings, context.Fpga, find, context.Log)
    {
        _context = context;
        _requests = new ProgramRequests(settings.MaxRequests, 2L * settings.MaxBody);
    }

    /// <summary>Gives the program an event and waits until it has handled it.</summary>
    /// <exception cref="ProgramException">The program has ended; it says why.</exception>
    public async ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        try
        {
            await HandOverAsync(received, cancellationToken).ConfigureAwait(false);
        }
        catch (ProgramException)
        {
            // Why it ended is for its run to say; whoever runs it calls this off then. Anybody else hears it here, a little later.
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Settings.TerminateGrace, Settings.Time, cancellationToken).ConfigureAwait(false);
            await Completion.ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask HandOverAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long number;
        lock (_gate)
        {
            if (Ended.IsCancellationRequested) throw new ProgramException("The program has ended.");
            number = ++_number;
            _handling = handled;
            _handlingSince = Settings.Time.GetTimestamp();
        }

        var scope = received.Scope switch { EventScope.Peer => "peer", EventScope.Task => "task", _ => "application" };
        try
        {
            await Writer.SendAsync(
                ProgramFrameType.Event,
                new EventHeader(number, received.Name, received.Sender, received.SenderTask, scope, received.Payload.IsJson),
                ProgramJsonContext.Default.EventHeader,
                received.Payload.Bytes,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Why it is gone is for the session to say.
            throw new ProgramException("The program has ended.", failure);
        }

        await handled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override IEnumerable<Task> Start() => [.. base.Start(), _requests.RunAsync(ServeAsync, Ended)];

    protected override async ValueTask<bool> OnFrameAsync(ProgramFrame frame)
    {
        switch (frame.Type)
        {
            case ProgramFrameType.Fire:
                await _requests.AddAsync(Reader, frame, ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.FireHeader, frame.Type), Ended).ConfigureAwait(false);
                return true;
            case ProgramFrameType.Output:
                await _requests.AddAsync(Reader, frame, ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.RequestHeader, frame.Type), Ended).ConfigureAwait(false);
                return true;
            case ProgramFrameType.Peers:
                await _requests.AddAsync(Reader, frame, ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.PeersHeader, frame.Type), Ended).ConfigureAwait(false);
                return true;
            case ProgramFrameType.Handled:
                OnHandled(ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.NumberHeader, frame.Type).Number);
                return true;
            case ProgramFrameType.Pong:
                var pong = ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.PongHeader, frame.Type);
                lock (_gate) (_answeredAt, _running) = (Settings.Time.GetTimestamp(), pong.Running);
                return true;
            default:
                return false;
        }
    }

    protected override string? FindOverdue()
    {
        lock (_gate)
        {
            // Nothing was asked before the first call, however long the set-up took.
            _answeredAt ??= Settings.Time.GetTimestamp();
            if (Settings.Time.GetElapsedTime(_answeredAt.Value) > Settings.BeatTimeout) return $"it has given no sign of life for {Settings.BeatTimeout.TotalSeconds:0.###} s";
            if (_handling is not null && Settings.Time.GetElapsedTime(_handlingSince) > Settings.EventTimeout)
                return $"it has not handled an event within {Settings.EventTimeout.TotalSeconds:0.###} s";
            if (Settings.RunTimeout is { } limit && _running > limit.TotalSeconds) return $"a call of run() did not end within {limit.TotalSeconds:0.###} s";
        }

        if (!_pinging) _ = PingAsync();
        return null;
    }

    protected override void OnEnded(Exception reason)
    {
        TaskCompletionSource? handling;
        lock (_gate) (handling, _handling) = (_handling, null);
        handling?.TrySetException(reason);
        _ = handling?.Task.Exception;
    }

    private void OnHandled(long number)
    {
        TaskCompletionSource? handling;
        lock (_gate)
        {
            if (_handling is null || number != _number) throw new ProgramProtocolException($"Event {number} is said to be handled; it is not the one that the program has.");
            (handling, _handling) = (_handling, null);
        }

        handling.TrySetResult();
    }

    private async Task PingAsync()
    {
        _pinging = true;
        try
        {
            await Writer.SendAsync(ProgramFrameType.Ping, new NumberHeader(++_beats), ProgramJsonContext.Default.NumberHeader, default, Ended).ConfigureAwait(false);
            _pinging = false;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The session says why.
        }
    }

    private async ValueTask ServeAsync(ProgramRequest request)
    {
        switch (request.Header)
        {
            case FireHeader fire:
                await AnswerAsync(await FireAsync(fire, request.Body).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case PeersHeader peers:
                var entries = PeerEntry.Of(_context.GetPeers(peers.Task));
                await AnswerAsync(new AnswerHeader(peers.Id), ProgramJson.Write(entries, ProgramJsonContext.Default.ImmutableArrayPeerEntry)).ConfigureAwait(false);
                break;
            case RequestHeader output:
                await _context.SendOutputAsync(request.Body.ToArray(), Ended).ConfigureAwait(false);
                await AnswerAsync(new AnswerHeader(output.Id)).ConfigureAwait(false);
                break;
        }
    }

    // What the receivers get may live longer than the request's buffer.
    private async ValueTask<AnswerHeader> FireAsync(FireHeader fire, ReadOnlyMemory<byte> payload)
    {
        try
        {
            await _context.FireAsync(fire.Name, new EventPayload(fire.Json, payload.ToArray()), fire.Task, fire.Peer, Ended).ConfigureAwait(false);
            return new AnswerHeader(fire.Id);
        }
        catch (ArgumentException exception)
        {
            return new AnswerHeader(fire.Id) { Error = exception.Message };
        }
    }
}
