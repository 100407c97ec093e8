using System.Runtime.CompilerServices;

namespace Fard.Networks.Simd.Kernels;

/// <summary>
/// Where the bits that a list of 16-bit entries stands for lie. An entry is the byte offset of a column. Sixteen planes, eight pairs, make up one unit of
/// a list; lists are padded to whole units with a column of zeros.
/// </summary>
internal unsafe interface IBitSource
{
    /// <summary>Bit planes of one column.</summary>
    static abstract int PlanesPerColumn { get; }

    /// <summary>List entries of one unit.</summary>
    static abstract int EntriesPerUnit { get; }

    /// <summary>Byte offset of the first plane of pair <paramref name="pair"/> (0 to 7) of the unit at <paramref name="list"/>.</summary>
    static abstract nuint First(ushort* list, int pair, int vectorBytes);

    /// <summary>Byte offset of the second plane of the pair.</summary>
    static abstract nuint Second(ushort* list, int pair, int vectorBytes);
}

/// <summary>Columns of two adjacent planes, value &gt;= 0 and value &gt; 0: a pair is one column.</summary>
internal readonly unsafe struct TernaryColumns : IBitSource
{
    public static int PlanesPerColumn => 2;

    public static int EntriesPerUnit => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint First(ushort* list, int pair, int vectorBytes) => list[pair];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Second(ushort* list, int pair, int vectorBytes) => list[pair] + (nuint)vectorBytes;
}

/// <summary>Columns of one plane, value &gt; 0: a pair is two columns.</summary>
internal readonly unsafe struct BinaryColumns : IBitSource
{
    public static int PlanesPerColumn => 1;

    public static int EntriesPerUnit => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint First(ushort* list, int pair, int vectorBytes) => list[2 * pair];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Second(ushort* list, int pair, int vectorBytes) => list[2 * pair + 1];
}
