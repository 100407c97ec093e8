using System.Xml.Linq;
using Fard.Actors.Applications;
using Fard.Gateway.Dashboard.Plans;
using Fard.Gateway.Tests.Dashboard.Scripted;
using Fard.Networks.Description;
using Fard.Planning.Charts;

namespace Fard.Gateway.Tests.Dashboard.Plans;

public sealed class ApplicationPlanSpec
{
    [Fact]
    public void A_plan_has_the_models_figures_of_each_position()
    {
        var plan = ApplicationPlan.TryCreate(ScriptedApplications.TwoStage, NetworkCatalog.CnvW2A2, out _)!.Describe();
        plan.Bottleneck.ShouldBe(0);
        plan.Positions.Length.ShouldBe(2);
        plan.ImagesPerSecond.ShouldBe(plan.Positions[0].ImagesPerSecond, tolerance: 0.01);
        plan.Positions[0].Utilisation["BRAM36"].ShouldBeInRange(50, 100);
    }

    [Fact]
    public void Replicas_share_the_work()
    {
        var plan = ApplicationPlan.TryCreate(ScriptedApplications.Wide, NetworkCatalog.CnvW1A1, out _)!.Describe();
        plan.Positions[0].ImagesPerSecond.ShouldBe(2000 / plan.Positions[0].IntervalMs, tolerance: 0.01);
    }

    [Fact]
    public void Every_chart_that_it_names_is_drawn()
    {
        foreach (var (application, network) in new[] { (ScriptedApplications.TwoStage, NetworkCatalog.CnvW2A2), (ScriptedApplications.Wide, NetworkCatalog.CnvW1A1), (ScriptedApplications.Digits, NetworkCatalog.LfcW1A1) })
        {
            var plan = ApplicationPlan.TryCreate(application, network, out _)!;
            foreach (var chart in plan.Describe().Charts) XDocument.Parse(plan.TryDraw(chart.Name, ChartTheme.Dark)!).Root!.Name.LocalName.ShouldBe("svg");
            plan.TryDraw("none.svg", ChartTheme.Light).ShouldBeNull();
        }
    }

    [Fact]
    public void An_unknown_network_or_board_has_no_plan_and_says_why()
    {
        ApplicationPlan.TryCreate(ScriptedApplications.TwoStage, null, out var problem).ShouldBeNull();
        problem.ShouldContain("cnvW2A2");
        var elsewhere = ScriptedApplications.TwoStage with { Positions = [.. ScriptedApplications.TwoStage.Positions.Select(position => position with { Board = new BoardRequirements("de10") })] };
        ApplicationPlan.TryCreate(elsewhere, NetworkCatalog.CnvW2A2, out problem).ShouldBeNull();
        problem.ShouldContain("de10");
    }
}
