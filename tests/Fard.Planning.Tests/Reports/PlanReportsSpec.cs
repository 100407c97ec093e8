using System.Text.Json;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;
using Fard.Planning.Reports;
using Fard.Planning.ResNet;
using Fard.Planning.Training;

namespace Fard.Planning.Tests.Reports;

public class PlanReportsSpec
{
    private static readonly PlanSummary Two = PlanSummary.Of(
        new PartitionRequest(new DataflowStageModel(NetworkCatalog.CnvW2A2), [new("a", BoardCatalog.PynqZ1), new("b, c", BoardCatalog.PynqZ1)], PartitionObjective.LeastTransfer) { Images = 20 });

    [Fact]
    public void Says_value_bound_and_what_each_board_does()
    {
        var text = PlanText.Write(Two);
        text.ShouldContain("64 bytes/image between boards (the plan is 0 % above it)");
        text.ShouldContain("all figures modelled");
        text.ShouldContain("0..5");
        text.ShouldContain("scatter-gather");
    }

    [Fact]
    public void Writes_json_and_csv_that_read_back()
    {
        using var json = JsonDocument.Parse(PlanJson.Write(Two));
        json.RootElement.GetProperty("lowerBound").GetDouble().ShouldBe(64);
        json.RootElement.GetProperty("stages")[1].GetProperty("boards")[0].GetString().ShouldBe("b, c");
        json.RootElement.GetProperty("published").ValueKind.ShouldBe(JsonValueKind.Null);
        var lines = PlanCsv.Write(Two).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(3);
        lines[2].ShouldContain(",\"b, c\",pynq-z1,");
    }

    [Fact]
    public void Puts_the_published_split_beside_the_best()
    {
        var boards = Enumerable.Range(0, 4).Select(i => new PlanningBoard($"m-kubos {i}", MKubosModel.Board));
        var summary = PlanSummary.Of(new PartitionRequest(MKubosModel.Create(), [.. boards], PartitionObjective.BalancedTime)) with { Published = MKubosModel.Published() };
        Math.Abs(summary.Published.Error).ShouldBeLessThan(0.02);
        PlanText.Write(summary).ShouldContain("75.1 images/s; modelled 75.5 (+0.6 %)");
        using var json = JsonDocument.Parse(PlanJson.Write(summary));
        json.RootElement.GetProperty("published").GetProperty("publishedImagesPerSecond").GetDouble().ShouldBe(75.1);
    }

    [Fact]
    public void Labels_training_as_our_model()
    {
        var plan = TrainingPlan.Of(TrainingNetwork.Vgg16, TrainingBoard.Virtex7, 8);
        TrainingReports.Text(plan).ShouldContain("our model");
        TrainingReports.Csv(plan).TrimEnd('\n').Split('\n').Length.ShouldBe(9);
        using var json = JsonDocument.Parse(TrainingReports.Json(plan));
        json.RootElement.GetProperty("boards").GetArrayLength().ShouldBe(8);

        var scalings = new[] { TrainingScaling.Of(TrainingNetwork.AlexNet, TrainingBoard.Virtex7, 40), TrainingScaling.Of(TrainingNetwork.Vgg16, TrainingBoard.Virtex7, 4) };
        var text = ScalingReports.Text(scalings);
        text.ShouldContain("our model");
        text.ShouldContain("FPL 2018");
        scalings[1].Points.ShouldBeEmpty();
        ScalingReports.Csv(scalings).TrimEnd('\n').Split('\n').Length.ShouldBe(41);
        JsonDocument.Parse(ScalingReports.Json(scalings)).RootElement[0].GetProperty("linearTo").GetInt32().ShouldBe(scalings[0].LinearTo!.Value);
    }
}
