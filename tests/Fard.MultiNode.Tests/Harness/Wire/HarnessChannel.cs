using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Fard.MultiNode.Tests.Harness.Wire;

/// <summary>A connection between conductor and node on which both may ask.</summary>
internal sealed class HarnessChannel : IDisposable
{
    private readonly TcpClient _connection;
    private readonly EnvelopeStream _envelopes;
    private readonly Func<Request, Task<IReadOnlyDictionary<string, string>?>> _answer;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<IReadOnlyDictionary<string, string>?>> _open = new();
    private long _number;

    /// <param name="answer">Does what the other side asks; an exception's message is the other side's error. May give addresses.</param>
    public HarnessChannel(TcpClient connection, Func<Request, Task<IReadOnlyDictionary<string, string>?>> answer)
    {
        _connection = connection;
        _connection.NoDelay = true;
        _envelopes = new EnvelopeStream(connection.GetStream());
        _answer = answer;
    }

    /// <summary>Reads until the connection ends.</summary>
    /// <exception cref="InvalidDataException">The other side does not keep to the protocol.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _envelopes.ReadAsync(cancellationToken) is { } envelope)
            {
                if (envelope.Request is { } request)
                    _ = AnswerAsync(envelope.Number, request);
                else if (_open.TryRemove(envelope.Number, out var asked))
                    Complete(asked, envelope);
            }
        }
        catch (IOException)
        {
            // A killed process resets its connection: an end like any other.
        }
        finally
        {
            foreach (var asked in _open.Values) asked.TrySetException(new HarnessException("The connection ended before the answer."));
        }
    }

    /// <exception cref="HarnessException">The other side answers with an error, or ends.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> AskAsync(Request request)
    {
        var number = Interlocked.Increment(ref _number);
        var asked = new TaskCompletionSource<IReadOnlyDictionary<string, string>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[number] = asked;
        try
        {
            await _envelopes.WriteAsync(new Envelope(number, request), CancellationToken.None);
        }
        catch (IOException exception)
        {
            throw new HarnessException($"The connection ended: {exception.Message}");
        }

        return await asked.Task;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _envelopes.Dispose();
    }

    private static void Complete(TaskCompletionSource<IReadOnlyDictionary<string, string>?> asked, Envelope answer)
    {
        if (answer.Error is { } error)
            asked.TrySetException(new HarnessException(error));
        else
            asked.TrySetResult(answer.Addresses);
    }

    private async Task AnswerAsync(long number, Request request)
    {
        Envelope answer;
        try
        {
            answer = new Envelope(number, Addresses: await _answer(request));
        }
        catch (Exception exception)
        {
            answer = new Envelope(number, Error: exception is HarnessException ? exception.Message : exception.ToString());
        }

        try
        {
            await _envelopes.WriteAsync(answer, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Who asked has ended and misses no answer.
        }
    }
}
