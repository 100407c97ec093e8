using System.Globalization;
using Fard.Cli.CommandLine;
using Spectre.Console;

namespace Fard.Cli.Measurement;

/// <summary>Prints a <see cref="MeasureReport"/> for people.</summary>
internal static class MeasureReportView
{
    public static void Print(Terminal terminal, MeasureReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("case", "layers x boards");
        foreach (var column in new[] { "boards", "images", "predicted ms", "mean ms", "p50 ms", "error %", "predicted images/s", "images/s", "error %" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var result in report.Cases)
        {
            table.AddRow(
                result.Case,
                result.Plan,
                Text(result.Boards, "0"),
                Text(result.Images, "0"),
                Text(result.PredictedResponseMs, "0.00"),
                Text(result.ResponseMs.Mean, "0.00"),
                Text(result.ResponseMs.P50, "0.00"),
                Text(result.ResponseErrorPercent, "+0.00;-0.00"),
                Text(result.PredictedImagesPerSecond, "0.0"),
                Text(result.ImagesPerSecond, "0.0"),
                Text(result.ThroughputErrorPercent, "+0.00;-0.00"));
        }

        var console = terminal.Output;
        console.Write(table);
        void Line(string text) => console.WriteLine(text);
        Line($"{report.Network} on {report.Board} at {report.ClockMegahertz} MHz; time is {report.Time}.");
        Line($"Prediction: the plan's model alone, nothing fitted; links {report.Links}; images per chunk: {report.ChunkImages}.");
        Line($"{report.Jobs} jobs of each case after {report.WarmUpJobs} to warm up. Response: from a job's submission to its last scores. Throughput: results per second over the last three quarters of each job.");
        if (!report.BitExact)
            Line("NOT bit-exact: some scores differ from the bit-plane executor's.");
        var missed = report.Cases.Where(result => !result.Within).Select(result => result.Case).ToList();
        var tolerance = Text(report.TolerancePercent, "0.#");
        Line(missed.Count == 0
            ? $"All within {tolerance} %, {(report.BitExact ? "bit-exact" : "but not bit-exact")}."
            : $"NOT all within {tolerance} %: {string.Join(", ", missed)}.");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
