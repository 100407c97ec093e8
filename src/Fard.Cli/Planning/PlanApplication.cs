using System.Globalization;
using System.Text.Json.Nodes;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Planning;

/// <summary>Deploys plans to the running cluster and says so.</summary>
internal static class PlanApplication
{
    /// <summary>Deploys one application after the other.</summary>
    public static async Task<AppliedApplication[]> ApplyAsync(PlanningCluster cluster, IEnumerable<PlannedApplication> planned, CancellationToken cancellationToken)
    {
        var applied = new List<AppliedApplication>();
        foreach (var application in planned)
        {
            var deployed = await cluster.DeployAsync(application.Hocon, cancellationToken).ConfigureAwait(false);
            applied.Add(new AppliedApplication(deployed.Name, deployed.Version, application.ImagesPerSecond));
        }

        return [.. applied];
    }

    public static void Print(TextWriter writer, IEnumerable<AppliedApplication> applied)
    {
        foreach (var application in applied)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"deployed {application.Name} version {application.Version}: {application.ImagesPerSecond:N1} images/s (modelled)"));
            writer.WriteLine($"  {application.Next}");
        }

        writer.Flush();
    }

    /// <summary>One object: the report of the plan, and what was deployed.</summary>
    public static void PrintJson(TextWriter writer, string report, IEnumerable<AppliedApplication> applied) =>
        JsonOutput.Write(writer, new { plan = JsonNode.Parse(report), deployed = applied });

    /// <summary>One object on one line.</summary>
    public static void PrintJson(TextWriter writer, PlanChange change) => JsonOutput.WriteLine(writer, new
    {
        come = change.Come,
        gone = change.Gone,
        imagesPerSecondBefore = change.Before.Select(application => application.ImagesPerSecond),
        deployed = change.Problem is null ? change.After : [],
        problem = change.Problem,
    });
}
