using System.Collections.Immutable;
using System.Text.Json;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Toolchain;

namespace Fard.Hardware.Rtl.Synthesis;

/// <summary>Synthesises generated kernels with Yosys for AMD's 7 series and counts what they occupy: an open-source synthesis count, not Vivado's.</summary>
/// <param name="yosys">The synthesis tool: a command on the path, or a file.</param>
public sealed class YosysSynthesis(string yosys = "yosys")
{
    /// <summary>The name of the row of all that is not a layer.</summary>
    public const string ControlRow = "registers and movers";

    private readonly BuildTool _yosys = new("RTL synthesis", yosys, "the synthesis tool", "Install Yosys (Debian: apt install yosys), or name another command.");

    /// <summary>Synthesises what is asked for, part by part.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="layers">The layers, or null for all of the kernel's.</param>
    /// <param name="withControl">Whether registers, movers and sequencer are synthesised too.</param>
    /// <param name="progress">Is told of every part that is done, or null.</param>
    /// <param name="cancellationToken">Ends the synthesis.</param>
    /// <exception cref="AcceleratorException">The tool is missing or failed.</exception>
    public async Task<SynthesisTable> RunAsync(
        RtlKernel kernel, ImmutableArray<int>? layers, bool withControl, Action<SynthesisRow>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        // "Yosys 0.23 (git sha1 ...)"
        var version = string.Join(' ', (await _yosys.VersionAsync(cancellationToken, "-V").ConfigureAwait(false)).Split(' ').Take(2)).Trim();
        var rows = ImmutableArray.CreateBuilder<SynthesisRow>();
        var all = Enumerable.Range(kernel.Range.First, kernel.Range.Count);
        if (withControl)
            await AddAsync(ControlRow, kernel.Name, [.. all.Select(kernel.LayerModuleName)]).ConfigureAwait(false);
        foreach (var layer in layers ?? [.. all])
            await AddAsync(SynthesisTable.LayerRow(layer), kernel.LayerModuleName(layer), []).ConfigureAwait(false);
        return new SynthesisTable(SynthesisTable.NotVivado, version, "xc7", kernel.Network.Name, kernel.Range.First, kernel.Range.Last, rows.ToImmutable());

        async Task AddAsync(string part, string top, ImmutableArray<string> blackBoxes)
        {
            var counts = await SynthesiseAsync(kernel, top, blackBoxes, cancellationToken).ConfigureAwait(false);
            rows.Add(new SynthesisRow(part, counts, rows.Count == 0 ? counts : rows[^1].Cumulative + counts, SourceHash.Of(kernel, top)));
            progress?.Invoke(rows[^1]);
        }
    }

    private async Task<SynthesisCounts> SynthesiseAsync(RtlKernel kernel, string top, ImmutableArray<string> blackBoxes, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("fard-synthesis-").FullName;
        try
        {
            var files = kernel.WriteTo(work);
            const string statistics = "statistics.json";
            string[] script =
            [
                $"read_verilog -defer {string.Join(' ', files)}",
                $"hierarchy -top {top}",
                .. blackBoxes.Select(module => $"blackbox {module}"),
                // Parts of a design, not a chip: no pads, no clock buffers.
                $"synth_xilinx -family xc7 -flatten -noiopad -noclkbuf -top {top}",
                $"tee -q -o {statistics} stat -json -top {top}",
            ];
            await _yosys.RunAsync(work, ["-q", "-p", string.Join("; ", script)], cancellationToken).ConfigureAwait(false);
            return Count(await File.ReadAllTextAsync(Path.Combine(work, statistics), cancellationToken).ConfigureAwait(false), top, blackBoxes);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static SynthesisCounts Count(string statistics, string top, ImmutableArray<string> blackBoxes)
    {
        // What the tool prints before and behind the object is not JSON.
        var (start, end) = (statistics.IndexOf('{', StringComparison.Ordinal), statistics.LastIndexOf('}'));
        if (start < 0 || end < start)
            throw new AcceleratorException($"RTL synthesis: yosys wrote no statistics for {top}.");
        using var document = JsonDocument.Parse(statistics.AsMemory(start, end - start + 1));
        var cells = document.RootElement.GetProperty("modules").GetProperty($"\\{top}").GetProperty("num_cells_by_type");
        return SeriesSevenCells.Count(cells.EnumerateObject()
            .Where(cell => !blackBoxes.Contains(cell.Name.TrimStart('\\')))
            .Select(cell => KeyValuePair.Create(cell.Name, cell.Value.GetInt32())));
    }
}
