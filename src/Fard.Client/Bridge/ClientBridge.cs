using System.Collections.Concurrent;
using System.Net.Sockets;
using Fard.Actors.Jobs;
using Fard.Actors.Programs.Processes.Protocol;

namespace Fard.Client.Bridge;

/// <summary>
/// A client of the cluster for a program in another language: connects to the Unix socket of the program that started it, and does what it is asked for over
/// it (docs/user-programs.md). Ends when the program closes the connection.
/// </summary>
public sealed class ClientBridge : IDisposable
{
    private const int MaxBody = 16 << 20;
    private const int MaxCalls = 256;

    private readonly IBridgeClient _client;
    private readonly Socket _socket;
    private readonly ProgramReader _reader;
    private readonly ProgramWriter _writer;
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _calls = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly Dictionary<long, (BridgedJob Job, CallHeader Call)> _collecting = [];

    private ClientBridge(IBridgeClient client, Socket socket)
    {
        _client = client;
        _socket = socket;
        _reader = new ProgramReader(socket, MaxBody);
        _writer = new ProgramWriter(socket);
    }

    /// <summary>Serves one program with a client until it closes the connection.</summary>
    /// <param name="client">The client; it is not disposed of.</param>
    /// <param name="path">The program's socket.</param>
    /// <param name="secret">What the program wants to hear in the hello.</param>
    /// <exception cref="IOException">The program does not keep to the protocol, there is no such socket, or the connection is lost.</exception>
    public static async Task ServeAsync(FardClient client, string path, string secret, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(new BridgeClient(client), path, secret, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ProgramProtocolException or SocketException)
        {
            throw new IOException($"The bridge to the program behind {path} ended: {failure.Message}", failure);
        }
    }

    /// <summary>Serves one program until it closes the connection.</summary>
    /// <param name="path">The program's socket.</param>
    /// <param name="secret">What the program wants to hear in the hello.</param>
    /// <exception cref="ProgramProtocolException">The program does not keep to the protocol.</exception>
    /// <exception cref="SocketException">There is no such socket, or the connection is lost.</exception>
    internal static async Task RunAsync(IBridgeClient client, string path, string secret, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
        using var bridge = new ClientBridge(client, socket);
        await bridge.RunAsync(secret, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _writer.Dispose();

    private async Task RunAsync(string secret, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new BridgedOutput(_client);
        await using (output.ConfigureAwait(false))
        {
            var hello = new HelloHeader(ProgramJson.Version, secret, "fard");
            await _writer.SendAsync(ProgramFrameType.Hello, hello, ProgramJsonContext.Default.HelloHeader, default, cancellationToken).ConfigureAwait(false);
            var calls = new BridgeCalls(_client, output);
            try
            {
                while (await _reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } frame) await OnFrameAsync(frame, calls, ended.Token).ConfigureAwait(false);
            }
            catch (ProgramProtocolException exception)
            {
                await _writer.SendAsync(ProgramFrameType.Refuse, new ReasonHeader(exception.Message), ProgramJsonContext.Default.ReasonHeader, default, cancellationToken).ConfigureAwait(false);
                throw;
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask OnFrameAsync(ProgramFrame frame, BridgeCalls calls, CancellationToken ended)
    {
        switch (frame.Type)
        {
            case ProgramFrameType.Welcome:
                break;
            case ProgramFrameType.Call:
                OnCall(ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallHeader, frame.Type), calls, ended);
                break;
            case ProgramFrameType.JobData:
                await OnJobDataAsync(frame, calls, ended).ConfigureAwait(false);
                break;
            case ProgramFrameType.Cancel:
                var cancelled = ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallReference, frame.Type).Id;
                _collecting.Remove(cancelled);
                if (_calls.TryGetValue(cancelled, out var call)) await call.CancelAsync().ConfigureAwait(false);
                break;
            default:
                throw new ProgramProtocolException($"A {frame.Type} frame, which is not for a client to send.");
        }
    }

    private void OnCall(CallHeader call, BridgeCalls calls, CancellationToken ended)
    {
        if (_running.Count + _collecting.Count >= MaxCalls) throw new ProgramProtocolException($"More than {MaxCalls} calls at once.");
        if (_running.ContainsKey(call.Id) || _collecting.ContainsKey(call.Id)) throw new ProgramProtocolException($"Call {call.Id} is under way already.");
        if (call.Method != BridgeCalls.SendJobData)
        {
            Begin(call, token => calls.RunAsync(call, token), ended);
            return;
        }

        var job = new BridgedJob(call);
        if (job.IsComplete) Begin(call, token => RunJobAsync(job, call, token), ended);
        else _collecting.Add(call.Id, (job, call));
    }

    private async ValueTask OnJobDataAsync(ProgramFrame frame, BridgeCalls calls, CancellationToken ended)
    {
        var id = ProgramJson.Read(_reader.Header, BridgeJsonContext.Default.CallReference, frame.Type).Id;
        if (!_collecting.TryGetValue(id, out var collecting)) throw new ProgramProtocolException($"Images for call {id}, which waits for none.");
        await collecting.Job.ReceiveAsync(_reader, frame, ended).ConfigureAwait(false);
        if (!collecting.Job.IsComplete) return;
        _collecting.Remove(id);
        Begin(collecting.Call, token => RunJobAsync(collecting.Job, collecting.Call, token), ended);
    }

    private async Task<(CallAnswer Answer, ReadOnlyMemory<byte> Body)> RunJobAsync(BridgedJob job, CallHeader call, CancellationToken cancellationToken)
    {
        await job.RunAsync(_client, _writer, cancellationToken).ConfigureAwait(false);
        return (new CallAnswer(call.Id), default);
    }

    private void Begin(CallHeader call, Func<CancellationToken, Task<(CallAnswer Answer, ReadOnlyMemory<byte> Body)>> run, CancellationToken ended)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(ended);
        _calls[call.Id] = cancel;
        var task = Task.Run(() => AnswerAsync(call, run, cancel, ended), CancellationToken.None);
        _running[call.Id] = task;
        task.ContinueWith(_ => _running.TryRemove(call.Id, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task AnswerAsync(
        CallHeader call, Func<CancellationToken, Task<(CallAnswer Answer, ReadOnlyMemory<byte> Body)>> run, CancellationTokenSource cancel, CancellationToken ended)
    {
        (CallAnswer Answer, ReadOnlyMemory<byte> Body) result;
        try
        {
            result = await run(cancel.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var kind = failure is FardJobException job ? $"{job.Failure}" : failure is OperationCanceledException ? $"{JobFailure.Cancelled}" : failure.GetType().Name;
            result = (new CallAnswer(call.Id) { Error = failure.Message, Kind = kind }, default);
        }

        _calls.TryRemove(call.Id, out _);
        cancel.Dispose();
        await _writer.SendAsync(ProgramFrameType.Answer, result.Answer, BridgeJsonContext.Default.CallAnswer, result.Body, ended).ConfigureAwait(false);
    }
}
