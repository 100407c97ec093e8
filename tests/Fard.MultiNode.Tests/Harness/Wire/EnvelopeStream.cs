using System.Buffers.Binary;
using System.Text.Json;

namespace Fard.MultiNode.Tests.Harness.Wire;

/// <summary>Envelopes on a connection: 4 bytes of length (little endian), then so many bytes of JSON.</summary>
internal sealed class EnvelopeStream(Stream stream) : IDisposable
{
    /// <summary>Longest envelope; a stack trace is the longest thing that travels.</summary>
    public const int MaxLength = 1 << 20;

    private readonly SemaphoreSlim _writing = new(1);

    /// <exception cref="InvalidDataException">The envelope is too long.</exception>
    public async Task WriteAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(envelope);
        if (body.Length > MaxLength) throw new InvalidDataException($"An envelope of {body.Length} bytes is longer than {MaxLength}.");
        var frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, sizeof(int));
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next envelope; null at the end of the connection.</summary>
    /// <exception cref="InvalidDataException">What came is no envelope.</exception>
    public async Task<Envelope?> ReadAsync(CancellationToken cancellationToken)
    {
        var header = new byte[sizeof(int)];
        var got = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        if (got == 0) return null;
        if (got < header.Length) throw new InvalidDataException($"The connection ended after {got} of the {header.Length} bytes of a length.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is < 1 or > MaxLength) throw new InvalidDataException($"An envelope claims a length of {length} bytes; 1 to {MaxLength} are possible.");
        var body = new byte[length];
        got = await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellationToken);
        if (got < length) throw new InvalidDataException($"The connection ended after {got} of an envelope's {length} bytes.");
        try
        {
            return JsonSerializer.Deserialize<Envelope>(body) ?? throw new InvalidDataException("An envelope is null.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"An envelope of {length} bytes is no JSON of this protocol: {exception.Message}", exception);
        }
    }

    public void Dispose() => _writing.Dispose();
}
