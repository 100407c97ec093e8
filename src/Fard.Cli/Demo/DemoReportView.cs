using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Cli.Scores;
using Spectre.Console;

namespace Fard.Cli.Demo;

/// <summary>Prints a <see cref="DemoReport"/> for people.</summary>
internal static class DemoReportView
{
    /// <summary>Response of two real PYNQ-Z1 boards for 20 images: mean and standard deviation of 30 runs (IPDPSW 2020).</summary>
    private const string Paper = "84 ms +- 7.5 ms";

    public static void Print(Terminal terminal, DemoReport report)
    {
        var console = terminal.Output;
        console.Write(ClassifiedImageTable.Create(report.FirstJob));

        var summary = new Table().Border(TableBorder.None).HideHeaders().AddColumn("what").AddColumn("value");
        void Row(string what, string value) => summary.AddRow(new Text(what), new Text(value));

        var r = report.ResponseMs;
        Row("accuracy", string.Create(CultureInfo.InvariantCulture, $"{report.Accuracy * 100:0.00} % of {report.Jobs * report.ImagesPerJob} images"));
        Row("bit-exact", report.BitExact ? "yes: every score equals the bit-plane executor's" : "NO: some scores differ from the bit-plane executor's");
        Row("response", string.Create(CultureInfo.InvariantCulture, $"{r.Mean:0.00} ms mean, {r.Std:0.00} ms standard deviation, {r.P50:0.00} ms p50, {r.P99:0.00} ms p99"));
        Row(string.Empty, $"over {report.Jobs} jobs of {report.ImagesPerJob} images, after {report.WarmUpJobs} that loaded the bitstreams and warmed the processes up");
        if (report.Paced)
            Row("ideal", string.Create(CultureInfo.InvariantCulture, $"{report.IdealMs:0.00} ms for the modelled boards; the measured mean is {r.Mean / report.IdealMs:0.000} times that"));
        else
            Row("in one process", string.Create(CultureInfo.InvariantCulture, $"{report.InProcessMs:0.00} ms without cluster and sockets, which add {r.Mean - report.InProcessMs:0.00} ms"));
        if (report.ImagesPerJob == 20)
            Row("real boards", $"{Paper} for 20 images on two PYNQ-Z1, as the paper measured");
        Row("boards", $"{report.Boards} x PYNQ-Z1, {report.Device}{(report.Paced ? ", paced by the cycle model: simulated time, not a board's" : ", not paced")}");
        Row("processes", string.Join(", ", report.Processes.Select(p => $"{p.Role} {p.Pid}")));
        console.WriteLine();
        console.Write(summary);
    }
}
