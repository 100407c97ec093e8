namespace Fard.Gateway.Hosting;

/// <summary>A body in memory, and the room that it takes of all bodies together.</summary>
public sealed class BodyLease : IDisposable
{
    private readonly BodyReader _reader;
    private byte[] _buffer = [];

    internal BodyLease(BodyReader reader) => _reader = reader;

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, Length);

    internal int Length { get; set; }

    internal Memory<byte> Rest => _buffer.AsMemory(Length);

    /// <summary>The room no longer counts. Who still holds the bytes may go on reading them.</summary>
    public void Dispose()
    {
        _reader.Give(_buffer.Length);
        _buffer = [];
        Length = 0;
    }

    internal void Grow(int size)
    {
        var more = Math.Max(size, _buffer.Length + 1) - _buffer.Length;
        _reader.Take(more);
        Array.Resize(ref _buffer, _buffer.Length + more);
    }
}
