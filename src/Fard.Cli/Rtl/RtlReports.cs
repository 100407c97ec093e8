using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Rtl.Synthesis;
using Spectre.Console;

namespace Fard.Cli.Rtl;

/// <summary>Prints what simulation and synthesis show, as text or JSON.</summary>
internal static class RtlReports
{
    public static void Print(Terminal terminal, RtlReport report, bool json)
    {
        var counters = report.Counters;
        if (json)
        {
            JsonOutput.Write(terminal.RawOutput, new
            {
                kernel = report.Kernel.Name,
                device = "rtl",
                layers = report.Kernel.Range.ToString(),
                report.Images,
                bitExact = true,
                cyclesToFirstOutput = counters.FirstOutput,
                cyclesOfFirstImage = counters.ImageEnds[0],
                cyclesPerImage = counters.Interval,
                idealCyclesPerImage = report.IdealInterval,
                imageEnds = counters.ImageEnds,
                fifos = counters.Fifos.Select(fifo => new { fifo.Fifo.Name, fifo.Fifo.Bits, fifo.Fifo.Depth, fifo.HighWater }),
                stages = report.Stages,
            });
            return;
        }

        var output = terminal.RawOutput;
        output.WriteLine(Text($"{report.Kernel.Name}: {report.Images} images simulated cycle by cycle, results bit for bit those of Fard.Networks"));
        output.WriteLine(Text($"first output after {counters.FirstOutput} cycles, first image after {counters.ImageEnds[0]}"));
        if (counters.Interval is { } interval)
        {
            var more = 100 * (interval / report.IdealInterval - 1);
            output.WriteLine(Text($"{interval:f0} cycles per image in steady state, {more:f2} % more than the {report.IdealInterval} of the slowest layer"));
        }

        var fifos = Table("FIFO", "bits", "depth", "high water");
        foreach (var fifo in counters.Fifos)
            fifos.AddRow(fifo.Fifo.Name, Text($"{fifo.Fifo.Bits}"), Text($"{fifo.Fifo.Depth}"), Text($"{fifo.HighWater}"));
        terminal.Output.Write(fifos);
        var stages = Table("unit", "cycles without input", "cycles without room");
        foreach (var stage in report.Stages)
            stages.AddRow(stage.Unit, Text($"{stage.WaitedForInput}"), Text($"{stage.WaitedForRoom}"));
        terminal.Output.Write(stages);
    }

    public static void Print(Terminal terminal, FifoDepths found, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.RawOutput, new
            {
                cyclesPerImageWithDeepFifos = found.ReachableInterval,
                cyclesPerImage = found.Interval,
                found.Simulations,
                fifos = found.Fifos.Select(fifo => new { fifo.Name, fifo.Bits, fifo.Depth }),
            });
            return;
        }

        terminal.RawOutput.WriteLine(Text(
            $"{found.Interval:f0} cycles per image with these depths, {found.ReachableInterval:f0} with deep ones ({found.Simulations} simulations)"));
        var table = Table("FIFO", "bits", "depth");
        foreach (var fifo in found.Fifos)
            table.AddRow(fifo.Name, Text($"{fifo.Bits}"), Text($"{fifo.Depth}"));
        terminal.Output.Write(table);
    }

    public static void Print(Terminal terminal, SynthesisTable table, bool json)
    {
        if (json)
        {
            terminal.RawOutput.WriteLine(table.ToJson());
            return;
        }

        terminal.RawOutput.WriteLine($"{table.Tool}, {table.Family}: {table.Label}");
        var text = Table("part", "LUT", "LUTRAM", "FF", "BRAM36", "DSP", "sum LUT", "sum LUTRAM", "sum FF", "sum BRAM36", "sum DSP");
        foreach (var row in table.Rows)
            text.AddRow([row.Part, .. Cells(row.Counts), .. Cells(row.Cumulative)]);
        terminal.Output.Write(text);
    }

    private static string[] Cells(SynthesisCounts counts) =>
        [Text($"{counts.Lut}"), Text($"{counts.LutRam}"), Text($"{counts.Ff}"), Text($"{counts.Bram36}"), Text($"{counts.Dsp}")];

    private static Table Table(params string[] columns) => new Table().Border(TableBorder.Minimal).AddColumns(columns);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
