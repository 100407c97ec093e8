using System.Text.Json;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Reports;

namespace Fard.Planning.Tests.Reports;

public class SplitAnalysisReportsSpec
{
    private static readonly SplitAnalysis Papers = SplitAnalysis.Of(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1);

    [Fact]
    public void Writes_a_text_table_with_the_papers_rows_beside_it()
    {
        var lines = SplitAnalysisText.Write(Papers).Split('\n');
        lines[0].ShouldContain("modelled");
        var row = lines.Single(line => line.StartsWith("5 ", StringComparison.Ordinal) && line.Contains(" 64 ", StringComparison.Ordinal));
        row.ShouldContain("868.1");
        lines.Count(line => line.Contains("-0.71", StringComparison.Ordinal) || line.Contains("-0.72", StringComparison.Ordinal)).ShouldBe(4);
        SplitAnalysisText.Write(SplitAnalysis.Of(NetworkCatalog.LfcW1A1, BoardCatalog.PynqZ1)).ShouldNotContain("Table I");
    }

    [Fact]
    public void Marks_what_does_not_fit() =>
        SplitAnalysisText.Write(SplitAnalysis.Of(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1 with { Luts = 20_000 })).ShouldContain("!");

    [Fact]
    public void Writes_csv_that_reads_back()
    {
        var rows = SplitAnalysisCsv.Write(Papers).TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToArray();
        rows.Length.ShouldBe(1 + 16);
        rows.ShouldAllBe(row => row.Length == rows[0].Length);
        var (bytes, table) = (Array.IndexOf(rows[0], "bytes_per_image"), Array.IndexOf(rows[0], "table1_bram36"));
        rows[11][bytes].ShouldBe("64");
        rows[11][table].ShouldBe("0.8893");
        rows[12][table].ShouldBe("");
    }

    [Fact]
    public void Writes_json_that_reads_back()
    {
        using var json = JsonDocument.Parse(SplitAnalysisJson.Write(Papers));
        var split = json.RootElement.GetProperty("splits")[5];
        split.GetProperty("bytesPerImage").GetInt32().ShouldBe(64);
        split.GetProperty("first").GetProperty("used").GetProperty("bram36").GetDouble().ShouldBe(123.5);
        split.GetProperty("tableI").GetProperty("published").GetProperty("lut").GetDouble().ShouldBe(0.5835);
        json.RootElement.GetProperty("splits")[7].TryGetProperty("tableI", out _).ShouldBeFalse();
    }
}
