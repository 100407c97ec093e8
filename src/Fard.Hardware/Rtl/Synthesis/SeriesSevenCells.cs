using System.Collections.Frozen;
using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Rtl.Synthesis;

/// <summary>What the cells of AMD's 7 series occupy (AMD UG953, "7 Series Libraries Guide"; look-up tables of a memory: UG474, table 2-3).</summary>
internal static class SeriesSevenCells
{
    private static readonly FrozenDictionary<string, int> MemoryLuts = new Dictionary<string, int>
    {
        ["RAM32X1S"] = 1,
        ["RAM64X1S"] = 1,
        ["RAM128X1S"] = 2,
        ["RAM256X1S"] = 4,
        ["RAM32X1D"] = 2,
        ["RAM64X1D"] = 2,
        ["RAM128X1D"] = 4,
        ["RAM32M"] = 4,
        ["RAM64M"] = 4,
        ["SRL16E"] = 1,
        ["SRLC16E"] = 1,
        ["SRLC32E"] = 1,
    }.ToFrozenDictionary();

    // Carry chains and multiplexers lie in the slices of their look-up tables; buffers outside.
    private static readonly FrozenSet<string> Free = FrozenSet.Create("CARRY4", "MUXF7", "MUXF8", "BUFG", "IBUF", "OBUF", "GND", "VCC");

    /// <exception cref="AcceleratorException">A cell is unknown: counting without it would be wrong.</exception>
    public static SynthesisCounts Count(IEnumerable<KeyValuePair<string, int>> cells)
    {
        var sum = SynthesisCounts.Zero;
        foreach (var (cell, count) in cells)
            sum += Count(cell, count);
        return sum;
    }

    private static SynthesisCounts Count(string cell, int count)
    {
        if (MemoryLuts.TryGetValue(cell, out var luts))
            return new SynthesisCounts(luts * count, luts * count, 0, 0, 0);
        return cell switch
        {
            "LUT1" or "LUT2" or "LUT3" or "LUT4" or "LUT5" or "LUT6" or "INV" => new SynthesisCounts(count, 0, 0, 0, 0),
            "FDRE" or "FDSE" or "FDCE" or "FDPE" => new SynthesisCounts(0, 0, count, 0, 0),
            "RAMB36E1" => new SynthesisCounts(0, 0, 0, count, 0),
            "RAMB18E1" => new SynthesisCounts(0, 0, 0, count / 2.0, 0),
            "DSP48E1" => new SynthesisCounts(0, 0, 0, 0, count),
            _ when Free.Contains(cell) => SynthesisCounts.Zero,
            _ => throw new AcceleratorException($"RTL synthesis: the netlist has {count} cells '{cell}', which nobody knows to count."),
        };
    }
}
