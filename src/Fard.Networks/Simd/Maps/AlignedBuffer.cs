namespace Fard.Networks.Simd.Maps;

/// <summary>Zeroed memory that does not move, aligned to a cache line. It lives as long as this object.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly byte[] _bytes;

    public AlignedBuffer(long length)
    {
        _bytes = GC.AllocateArray<byte>(checked((int)(length + 2 * Alignment)), pinned: true);
        fixed (byte* start = _bytes)
            Pointer = (byte*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    public byte* Pointer { get; }
}
