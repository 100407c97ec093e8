using System.Text.Json;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>Says nothing about the errors: other tests run beside it. What the figures are is in docs/planning.md.</summary>
public class PlanMeasureSpec
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Holds_a_plan_on_paced_boards_against_its_prediction()
    {
        await using var fard = FardProcess.Start("plan", "measure", "--case", "split-5", "--jobs", "1", "--images", "20", "--json");
        var exitCode = await fard.WaitForExitAsync(Timeout);

        var report = JsonDocument.Parse(fard.Output).RootElement;
        report.GetProperty("bitExact").GetBoolean().ShouldBeTrue(fard.Log);
        report.GetProperty("tolerancePercent").GetDouble().ShouldBe(5);
        report.GetProperty("clockMegahertz").GetInt32().ShouldBe(100);
        exitCode.ShouldBe(report.GetProperty("allWithin").GetBoolean() ? 0 : 1, fard.Log);

        var result = report.GetProperty("cases").EnumerateArray().ShouldHaveSingleItem();
        result.GetProperty("case").GetString().ShouldBe("split-5");
        result.GetProperty("plan").GetString().ShouldBe("0..5 x1, 6..8 x1");
        result.GetProperty("boards").GetInt32().ShouldBe(2);
        result.GetProperty("images").GetInt32().ShouldBe(20);
        result.GetProperty("predictedResponseMs").GetDouble().ShouldBe(26.07, 0.01);
        result.GetProperty("predictedImagesPerSecond").GetDouble().ShouldBe(868.1, 0.1);

        // Paced boards are never faster than their model; how much slower all else is depends on the machine.
        result.GetProperty("responseMs").GetProperty("mean").GetDouble().ShouldBeGreaterThan(26);
        result.GetProperty("imagesPerSecond").GetDouble().ShouldBeGreaterThan(0);
        result.GetProperty("responseErrorPercent").GetDouble().ShouldBeGreaterThan(-1);
    }
}
