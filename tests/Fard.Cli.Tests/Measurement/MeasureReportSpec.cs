using Fard.Cli.CommandLine;
using Fard.Cli.Measurement;
using Fard.Cli.Statistics;

namespace Fard.Cli.Tests.Measurement;

public class MeasureReportSpec
{
    [Theory]
    [InlineData(104.9, 950.1, true, true, "All within 5 %, bit-exact.")]
    [InlineData(95.1, 1049.9, false, true, "All within 5 %, but not bit-exact.")]
    [InlineData(105.1, 1000, true, false, "NOT all within 5 %: split-5.")]
    [InlineData(94.9, 1000, true, false, "NOT all within 5 %: split-5.")]
    [InlineData(100, 1051, true, false, "NOT all within 5 %: split-5.")]
    [InlineData(100, 949, true, false, "NOT all within 5 %: split-5.")]
    public void Says_in_its_last_line_whether_prediction_and_measurement_agree(double responseMs, double imagesPerSecond, bool bitExact, bool within, string last)
    {
        var report = Report(Result("split-4", 100, 1000, true), Result("split-5", responseMs, imagesPerSecond, bitExact));

        report.AllWithin.ShouldBe(within);
        report.BitExact.ShouldBe(bitExact);
        Print(report).TrimEnd().Split('\n')[^1].TrimEnd().ShouldBe(last);
    }

    [Fact]
    public void Shows_a_row_of_both_figures_and_their_errors_for_each_case()
    {
        var text = Print(Report(Result("split-4", 102, 985, true)));

        var row = text.Split('\n').Single(line => line.Contains("split-4", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        row.ShouldBe(["split-4", "0..4", "x1,", "5..8", "x1", "2", "200", "100.00", "102.00", "102.00", "+2.00", "1000.0", "985.0", "-1.50"]);
        text.ShouldContain("time is simulated");
        text.ShouldContain("nothing fitted");
    }

    private static MeasureResult Result(string name, double responseMs, double imagesPerSecond, bool bitExact) =>
        new(name, "0..4 x1, 5..8 x1", 2, 200, 100, ResponseTimes.Of([responseMs]), 1000, imagesPerSecond, bitExact);

    private static MeasureReport Report(params MeasureResult[] results) =>
        MeasureReport.Of("cnvW2A2", "pynq-z1", new MeasureOptions([], 1, 200, 1, 100), MeasureRun.WarmUpJobs, results);

    private static string Print(MeasureReport report)
    {
        using var output = new StringWriter();
        MeasureReportView.Print(new Terminal(output, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false), report);
        return output.ToString();
    }
}
