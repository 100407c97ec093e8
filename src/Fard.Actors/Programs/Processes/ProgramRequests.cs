using System.Buffers;
using System.Threading.Channels;
using Fard.Actors.Programs.Processes.Protocol;

namespace Fard.Actors.Programs.Processes;

/// <summary>What a program asks for: done one after the other, each answered. A program that does not wait for answers floods, and is refused.</summary>
/// <param name="max">Most requests without an answer.</param>
/// <param name="maxBytes">Most bytes of their bodies.</param>
internal sealed class ProgramRequests(int max, long maxBytes)
{
    private readonly Channel<ProgramRequest> _queue = Channel.CreateUnbounded<ProgramRequest>(new UnboundedChannelOptions { SingleReader = true });
    private int _pending;
    private long _bytes;

    /// <summary>Takes a request's body into a buffer for it.</summary>
    /// <exception cref="ProgramProtocolException">There are too many requests, or too many bytes of them, without an answer.</exception>
    public async ValueTask AddAsync(ProgramReader reader, ProgramFrame frame, object header, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _pending) > max)
            throw new ProgramProtocolException($"More than {max} requests without an answer: a program has to wait for answers before it asks for more.");
        if (Interlocked.Add(ref _bytes, frame.BodyLength) > maxBytes)
            throw new ProgramProtocolException($"Requests with more than {maxBytes} bytes without an answer: a program has to wait for answers before it asks for more.");
        var body = ArrayPool<byte>.Shared.Rent(frame.BodyLength);
        await reader.ReadBodyAsync(frame, body.AsMemory(0, frame.BodyLength), cancellationToken).ConfigureAwait(false);
        _queue.Writer.TryWrite(new ProgramRequest(frame.Type, header, body, frame.BodyLength));
    }

    /// <summary>Does what is asked for until cancelled.</summary>
    /// <param name="serve">Does one request and answers it; its body is the pool's again afterwards.</param>
    public async Task RunAsync(Func<ProgramRequest, ValueTask> serve, CancellationToken cancellationToken)
    {
        await foreach (var request in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            // Before the answer: who has it may ask again at once.
            Interlocked.Decrement(ref _pending);
            Interlocked.Add(ref _bytes, -request.Length);
            await serve(request).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(request.Buffer);
        }
    }
}

/// <summary>One request of a program.</summary>
internal readonly record struct ProgramRequest(ProgramFrameType Type, object Header, byte[] Buffer, int Length)
{
    public ReadOnlyMemory<byte> Body => Buffer.AsMemory(0, Length);
}
