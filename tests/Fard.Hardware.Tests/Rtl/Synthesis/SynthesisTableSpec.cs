using System.Globalization;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Rtl.Synthesis;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Rtl.Synthesis;

/// <summary>The table of synthesis counts that the repository keeps (docs/rtl-cnvW2A2-xc7.json).</summary>
public class SynthesisTableSpec
{
    private const string Remedy = "If the change is meant: fard rtl synthesize --json > docs/rtl-cnvW2A2-xc7.json";

    private static readonly RtlKernel Kernel = new(NetworkCatalog.CnvW2A2, NetworkCatalog.CnvW2A2.WholeRange);

    private static readonly SynthesisTable Kept = SynthesisTable.Read(File.ReadAllText(Find("docs/rtl-cnvW2A2-xc7.json")));

    [Fact]
    public void The_kept_table_was_made_from_this_verilog()
    {
        Kept.Rows.Select(row => row.Part).ShouldBe([YosysSynthesis.ControlRow, .. Enumerable.Range(0, 9).Select(SynthesisTable.LayerRow)]);
        foreach (var row in Kept.Rows)
        {
            var module = row.Part == YosysSynthesis.ControlRow ? Kernel.Name : Kernel.LayerModuleName(int.Parse(row.Part.Split(' ')[1]));
            row.Source.ShouldBe(SourceHash.Of(Kernel, module), $"{row.Part} was generated anew. {Remedy}");
        }
    }

    [Fact]
    public void The_kept_table_says_what_it_is()
    {
        Kept.Label.ShouldBe("open-source synthesis count, not Vivado's");
        Kept.Tool.ShouldStartWith("Yosys ");
        var sum = SynthesisCounts.Zero;
        foreach (var row in Kept.Rows)
            row.Cumulative.ShouldBe(sum += row.Counts);
    }

    [Fact]
    public void The_page_about_rtl_shows_the_kept_table()
    {
        var page = File.ReadAllText(Find("docs/rtl.md"));
        foreach (var (part, counts, sum, _) in Kept.Rows)
        {
            page.ShouldContain(string.Create(
                CultureInfo.InvariantCulture,
                $"| {part} | {counts.Lut:N0} | {counts.LutRam:N0} | {counts.Ff:N0} | {counts.Bram36} | {counts.Dsp} | {sum.Lut:N0} | {sum.Ff:N0} | {sum.Bram36} |"));
        }
    }

    [SynthesisFact]
    public async Task A_layer_still_takes_what_the_table_says()
    {
        var table = await new YosysSynthesis().RunAsync(Kernel, [8], withControl: false, null, CancellationToken.None);
        table.Label.ShouldBe(Kept.Label);
        var (now, kept) = (table.Rows.Single(), Kept.Rows.Single(row => row.Part == "layer 8"));
        if (table.Tool == Kept.Tool)
            (now.Counts, now.Source).ShouldBe((kept.Counts, kept.Source), Remedy);
        else
            now.Counts.Bram36.ShouldBe(kept.Counts.Bram36, $"{table.Tool} and {Kept.Tool} map memories alike.");
    }

    [Fact]
    public async Task Says_that_the_tool_is_missing()
    {
        var missing = await Should.ThrowAsync<AcceleratorException>(() => new YosysSynthesis("no-such-tool").RunAsync(Kernel, [8], false, null, CancellationToken.None));
        missing.Message.ShouldContain("the synthesis tool 'no-such-tool' cannot be started");
        missing.Message.ShouldContain("apt install yosys");
    }

    [Fact]
    public void Counts_cells_as_the_7_series_has_them()
    {
        var counts = SeriesSevenCells.Count(
            [new("LUT6", 10), new("INV", 1), new("CARRY4", 7), new("FDRE", 5), new("RAM64M", 2), new("SRLC32E", 3), new("RAMB18E1", 3), new("RAMB36E1", 1), new("DSP48E1", 4)]);
        counts.ShouldBe(new SynthesisCounts(Lut: 22, LutRam: 11, Ff: 5, Bram36: 2.5, Dsp: 4));
        Should.Throw<AcceleratorException>(() => SeriesSevenCells.Count([new("WONDER", 2)])).Message.ShouldContain("2 cells 'WONDER'");
    }

    [SynthesisFact]
    public async Task The_bit_count_of_simulation_is_the_one_of_synthesis()
    {
        var file = Find("src/Fard.Hardware/Rtl/Library/fard_bit_count.v");
        var script = $"read_verilog -sv -DVERILATOR {file}; chparam -set WIDTH 12 fard_bit_count; rename fard_bit_count gold; read_verilog -sv {file}; chparam -set WIDTH 12 fard_bit_count; rename fard_bit_count gate; proc; "
            + "miter -equiv -flatten -make_assert gold gate both; hierarchy -top both; sat -verify -prove-asserts both";
        var (exitCode, report) = await Fard.Hardware.Tests.CSimulation.ShellCommand.Run("yosys", "-q", "-p", script);
        exitCode.ShouldBe(0, report);
    }

    private static string Find(string path)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, path)))
                return Path.Combine(folder, path);
        }

        throw new FileNotFoundException($"{path} is not above the test assembly.");
    }
}
