using Fard.Gateway.Inference;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Hosting;

/// <summary>Reads bodies of requests into memory, each and all of them together within bounds. Room is made as bytes arrive, not as they are announced.</summary>
/// <param name="maxBody">Most bytes of one body; longer ones are refused with 413.</param>
/// <param name="maxBuffered">Most bytes of all bodies at once; more are refused as overload.</param>
public sealed class BodyReader(int maxBody, long maxBuffered)
{
    private const int FirstBytes = 1 << 20;

    private long _buffered;

    /// <summary>Bytes of all bodies that are held now.</summary>
    public long Buffered => Interlocked.Read(ref _buffered);

    /// <summary>Reads a whole body. What is read is held, and counts, until the lease is disposed.</summary>
    /// <exception cref="BadHttpRequestException">The body is too long, or ends early.</exception>
    /// <exception cref="InferenceException">There is no room for it now.</exception>
    public async Task<BodyLease> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var announced = request.ContentLength;
        if (announced > maxBody) throw TooLong();
        var lease = new BodyLease(this);
        try
        {
            // One more than announced, so that the end is seen without growing.
            lease.Grow((int)Math.Min(announced + 1 ?? 16 << 10, FirstBytes));
            while (true)
            {
                if (lease.Rest.IsEmpty) lease.Grow((int)Math.Min(Math.Min(2L * lease.Length, announced + 1 ?? long.MaxValue), maxBody + 1L));
                var read = await request.Body.ReadAsync(lease.Rest, cancellationToken);
                if (read == 0) return lease;
                lease.Length += read;
                if (lease.Length > maxBody) throw TooLong();
            }
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    internal void Take(int bytes)
    {
        if (Interlocked.Add(ref _buffered, bytes) <= maxBuffered) return;
        Give(bytes);
        throw new InferenceException(InferenceFailure.Overloaded, $"The bodies of requests under way hold {Buffered} bytes, and {maxBuffered} may be held; try again.") { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    internal void Give(int bytes) => Interlocked.Add(ref _buffered, -bytes);

    private BadHttpRequestException TooLong() => new($"The body has more than the {maxBody} bytes that are accepted (fard.gateway.max-body).", StatusCodes.Status413PayloadTooLarge);
}
