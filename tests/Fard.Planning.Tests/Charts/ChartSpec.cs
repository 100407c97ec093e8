using System.Globalization;
using System.Xml.Linq;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Charts;
using Fard.Planning.Partitioning;
using Fard.Planning.Reports;
using Fard.Planning.ResNet;
using Fard.Planning.Training;

namespace Fard.Planning.Tests.Charts;

public class ChartSpec
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly XyChart Chart = new(
        "a < b & c", "modelled", new ChartAxis("x"), new ChartAxis("y") { IsLogarithmic = true }, [new("one", [new(0, 1), new(10, 1000, "top")])]);

    [Fact]
    public void Is_well_formed_whatever_the_text()
    {
        var root = XDocument.Parse(Chart.ToSvg()).Root!;
        root.Name.ShouldBe(Svg + "svg");
        root.Element(Svg + "title")!.Value.ShouldBe("a < b & c");
        root.Descendants(Svg + "text").Select(text => text.Value).ShouldContain("1,000");
    }

    [Fact]
    public void Has_the_colours_of_its_theme()
    {
        Chart.ToSvg().ShouldContain("prefers-color-scheme: dark");
        Chart.ToSvg(ChartTheme.Light).ShouldNotContain("prefers-color-scheme");
        Chart.ToSvg(ChartTheme.Dark).ShouldNotBe(Chart.ToSvg(ChartTheme.Light));
    }

    [Fact]
    public void Places_values_in_proportion()
    {
        var line = XDocument.Parse(Chart.ToSvg()).Root!.Descendants(Svg + "polyline").Single().Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        line[0][0].ShouldBe(74);
        line[1][0].ShouldBe(760 - 26);
        line[0][1].ShouldBeGreaterThan(line[1][1]);
    }

    // No text outside the picture, none over another: what an eye would see first.
    [Fact]
    public void Keeps_every_text_inside_and_apart()
    {
        var analysis = SplitAnalysis.Of(NetworkCatalog.CnvW2A2, BoardCatalog.PynqZ1);
        var plan = PlanSummary.Of(new PartitionRequest(
            new DataflowStageModel(NetworkCatalog.CnvW2A2), [.. Enumerable.Range(1, 5).Select(i => new PlanningBoard($"pynq-z1-{i}", BoardCatalog.PynqZ1))], PartitionObjective.HighestThroughput)
        {
            Images = 20,
            Strategy = PartitionStrategy.Fused,
        });
        var scaling = TrainingNetwork.All.Select(network => TrainingScaling.Of(network, TrainingBoard.Virtex7, 32)).ToArray();
        var charts = SplitCharts.Draw(analysis).Concat(PlanCharts.Draw(plan)).Concat(ScalingReports.Charts(scaling)).ToArray();
        charts.Select(chart => chart.FileName).ShouldBe(
        [
            "resources-by-split.svg", "full-against-split.svg", "full-against-balanced-split.svg", "bytes-against-balance.svg",
            "gantt.svg", "throughput-by-boards.svg", "bytes-against-balance.svg", "scaling-79-gbps.svg",
        ]);
        foreach (var (name, svg) in charts)
            CheckTexts(name, XDocument.Parse(svg).Root!);
    }

    // Two kinds of boards make the subtitle longer than a line, and rates above a million the labels of the axis wider than its usual margin.
    [Fact]
    public void Makes_room_for_long_texts_and_wide_numbers()
    {
        var plan = PlanSummary.Of(new PartitionRequest(
            new DataflowStageModel(NetworkCatalog.LfcW1A1),
            [
                .. Enumerable.Range(1, 3).Select(i => new PlanningBoard($"pynq-z1-{i}", BoardCatalog.PynqZ1)),
                .. Enumerable.Range(1, 2).Select(i => new PlanningBoard($"ultra96-{i}", BoardCatalog.Ultra96)),
            ],
            PartitionObjective.HighestThroughput)
        {
            Images = 20,
        });
        var charts = PlanCharts.Draw(plan);
        var rates = XDocument.Parse(charts.Single(chart => chart.FileName == "throughput-by-boards.svg").Svg).Root!;
        rates.Descendants(Svg + "text").Select(text => text.Value).ShouldContain("1,000,000");
        rates.Descendants(Svg + "text").Count(text => (string?)text.Attribute("class") == "muted" && (string?)text.Attribute("x") == "20").ShouldBe(2);
        foreach (var (name, svg) in charts)
            CheckTexts(name, XDocument.Parse(svg).Root!);

        var wordy = Chart with { Title = string.Join(' ', Enumerable.Repeat("planned", 40)), Notes = [string.Join(' ', Enumerable.Repeat("modelled", 50))] };
        CheckTexts("wordy", XDocument.Parse(wordy.ToSvg()).Root!);
        CheckTexts("wordy Gantt", XDocument.Parse(
            new GanttChart(wordy.Title, wordy.Title, new ChartAxis("time"), [new("board", "0..8", [new(0, 1, "0", 0)])]) { Notes = wordy.Notes }.ToSvg()).Root!);
    }

    [Fact]
    public void Leaves_out_charts_that_would_show_nothing()
    {
        PlannedOn(MKubosModel.Create(MKubosModel.FittedTileCycles), MKubosModel.Board, 4).ShouldBe(["gantt.svg", "throughput-by-boards.svg"]);
        PlannedOn(new DataflowStageModel(NetworkCatalog.CnvW2A2), BoardCatalog.PynqZ1, 1).ShouldBe(["gantt.svg"]);
    }

    [Fact]
    public void Places_points_that_are_all_at_zero()
    {
        var svg = (Chart with { Series = [new("zero", [new(0, 1), new(0, 10)])] }).ToSvg();
        svg.ShouldNotContain("NaN");
        CheckTexts("zero", XDocument.Parse(svg).Root!);
    }

    [Fact]
    public void Finds_the_front_of_two_costs()
    {
        (int First, int Second)[] choices = [(1, 9), (2, 9), (3, 5), (4, 6), (5, 1)];
        ParetoFront.Of(choices, choice => choice.First, choice => choice.Second).ShouldBe([(1, 9), (3, 5), (5, 1)]);
    }

    private static IEnumerable<string> PlannedOn(IStageModel model, BoardDescription board, int count) => PlanCharts.Draw(PlanSummary.Of(new PartitionRequest(
        model, [.. Enumerable.Range(1, count).Select(i => new PlanningBoard($"board-{i}", board))], PartitionObjective.HighestThroughput))).Select(chart => chart.FileName);

    private static void CheckTexts(string chart, XElement root)
    {
        var (width, height) = (Number(root, "width"), Number(root, "height"));
        var boxes = root.Descendants(Svg + "text").Select(text =>
        {
            // A narrow estimate: texts that overlap by it overlap for certain.
            var (size, x, y) = (Number(text, "font-size"), Number(text, "x"), Number(text, "y"));
            var (length, height) = (text.Value.Sum(c => char.IsAsciiDigit(c) ? 0.55 : 0.48) * size, size * 0.75);
            var before = length * ((string?)text.Attribute("text-anchor") switch { "middle" => 0.5, "end" => 1, _ => 0 });
            return text.Attribute("transform") is null
                ? (Text: text.Value, Left: x - before, Right: x - before + length, Top: y - height, Bottom: y)
                : (Text: text.Value, Left: x - height, Right: x, Top: y - (length / 2), Bottom: y + (length / 2));
        }).ToArray();
        foreach (var box in boxes)
        {
            (box.Left >= 0 && box.Right <= width && box.Top >= 0 && box.Bottom <= height).ShouldBeTrue($"{chart}: '{box.Text}' is outside");
            var over = boxes.FirstOrDefault(other => other != box && other.Left < box.Right && box.Left < other.Right && other.Top < box.Bottom && box.Top < other.Bottom);
            over.Text.ShouldBeNull($"{chart}: '{box.Text}' and '{over.Text}' overlap");
        }
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
