using System.Runtime.CompilerServices;

namespace Fard.Networks.Simd.Kernels;

/// <summary>
/// Where the bits that a list of 16-bit entries stands for lie. An entry is the byte offset of a column. Sixteen planes, eight pairs, make up one unit of
/// a list; lists are padded to whole units with a column of zeros. Entries are read four at a time, since loads are what limits the kernel.
/// </summary>
internal unsafe interface IBitSource
{
    /// <summary>Bit planes of one column.</summary>
    static abstract int PlanesPerColumn { get; }

    /// <summary>List entries of one unit.</summary>
    static abstract int EntriesPerUnit { get; }

    /// <summary>The entries of pairs 0 and 1 of the four pairs that follow pair <paramref name="pair"/> (0 or 4).</summary>
    static abstract ulong FirstHalf(ushort* unit, int pair);

    /// <summary>The entries of pairs 2 and 3.</summary>
    static abstract ulong SecondHalf(ushort* unit, int pair);

    /// <summary>Byte offset of the first plane of pair <paramref name="pair"/> (0 to 3), whose half's entries are given.</summary>
    static abstract nuint First(ulong half, int pair, int vectorBytes);

    /// <summary>Byte offset of the second plane of the pair.</summary>
    static abstract nuint Second(ulong half, int pair, int vectorBytes);
}

/// <summary>Columns of two adjacent planes, value &gt;= 0 and value &gt; 0: a pair is one column, and both halves are the same four entries.</summary>
internal readonly unsafe struct TernaryColumns : IBitSource
{
    public static int PlanesPerColumn => 2;

    public static int EntriesPerUnit => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FirstHalf(ushort* unit, int pair) => *(ulong*)(unit + pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SecondHalf(ushort* unit, int pair) => *(ulong*)(unit + pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint First(ulong half, int pair, int vectorBytes) => (ushort)(half >> 16 * pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Second(ulong half, int pair, int vectorBytes) => (ushort)(half >> 16 * pair) + (nuint)vectorBytes;
}

/// <summary>Columns of one plane, value &gt; 0: a pair is two columns, and a half two pairs.</summary>
internal readonly unsafe struct BinaryColumns : IBitSource
{
    public static int PlanesPerColumn => 1;

    public static int EntriesPerUnit => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FirstHalf(ushort* unit, int pair) => *(ulong*)(unit + 2 * pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SecondHalf(ushort* unit, int pair) => *(ulong*)(unit + 2 * pair + 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint First(ulong half, int pair, int vectorBytes) => (ushort)(half >> 32 * (pair & 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Second(ulong half, int pair, int vectorBytes) => (ushort)(half >> (32 * (pair & 1) + 16));
}
