using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;

namespace Fard.Actors.Boards;

/// <summary>What a loaded package uses of its board in percent, by the figures of its manifest.</summary>
internal static class ResourceShares
{
    private static readonly ConditionalWeakTable<BitstreamPackage, ImmutableSortedDictionary<string, double>> Known = [];

    /// <summary>Nothing is known.</summary>
    public static ImmutableSortedDictionary<string, double> None { get; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>The shares by the name of the resource; <see cref="None"/> where manifest or board say nothing. One package gives one object, always the same.</summary>
    public static ImmutableSortedDictionary<string, double> Of(BitstreamPackage? package, string boardType)
    {
        if (package is null || package.Resources.IsEmpty || BoardCatalog.TryFind(boardType) is not { } board) return None;
        return Known.GetValue(package, loaded => loaded.Resources.Aggregate(None, (shares, figure) => TotalOf(board, figure.Key) is > 0 and var total
            ? shares.SetItem(figure.Key.ToUpperInvariant(), 100 * figure.Value.Value / total)
            : shares));
    }

    private static int TotalOf(BoardDescription board, string resource) => resource switch
    {
        "lut" => board.Luts,
        "lutram" => board.LutRams,
        "ff" => board.FlipFlops,
        "bram36" => board.BlockRams,
        "dsp" => board.Dsps,
        _ => 0,
    };
}
