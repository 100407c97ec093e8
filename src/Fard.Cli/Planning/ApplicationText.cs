using System.Globalization;
using System.Text;
using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;
using Fard.Planning.Reports;

namespace Fard.Cli.Planning;

/// <summary>Writes a plan as the HOCON of an application that a head runs.</summary>
/// <param name="store">Where bitstream packages are looked for.</param>
/// <param name="package">The package to use; null for one that is of the network and built for the board.</param>
internal sealed class ApplicationText(BitstreamStore store, string? package)
{
    /// <summary>Name of an application where none is given: <c>cnvW2A2_plan</c>.</summary>
    public static string NameOf(PlanSummary summary) => $"{summary.Request.Model.Name}_plan";

    /// <param name="name">The application's name.</param>
    /// <param name="summary">The plan.</param>
    /// <param name="namesBoards">Whether positions ask for the plan's very boards, or for any of their kind.</param>
    /// <exception cref="CliException">A position has no bitstream package.</exception>
    /// <exception cref="ApplicationConfigurationException">A head could not run it, for example for more replicas of a position than it takes.</exception>
    public string Write(string name, PlanSummary summary, bool namesBoards)
    {
        var plan = summary.Plan;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Planned by fard plan for {PlanText.Kinds(summary.Request.Boards)}: {summary.Request.Objective.Word()}, {summary.Request.Strategy.Word()}.\n");
        text.Append(CultureInfo.InvariantCulture, $"# Modelled: {plan.ImagesPerSecond:0.0} images/s; {summary.Request.Images} images in {summary.Response.TotalMilliseconds:0.000} ms, without software.\n");
        text.Append(CultureInfo.InvariantCulture, $"fard.head.applications.{Quoted(name)} {{\n  network = {summary.Request.Model.Name}\n  chunk-images = 1\n  positions = [\n");
        for (var i = 0; i < plan.Stages.Length; i++)
            Append(text, summary.Request.Model.Name, i, plan.Stages[i], namesBoards);
        text.Append("  ]\n}\n");

        // What the head would refuse is refused here.
        new ApplicationReader(NetworkCatalog.TryFind).ReadAll(ConfigurationFactory.ParseString(text.ToString()));
        return text.ToString();
    }

    private void Append(StringBuilder text, string network, int index, PlannedStage stage, bool namesBoards)
    {
        var kind = stage.Boards[0].Board.Name;
        text.Append("    {\n").Append(CultureInfo.InvariantCulture, $"      job-name = stage_{index}\n      layers = \"{stage.Layers}\"\n");
        text.Append(CultureInfo.InvariantCulture, $"      bitstream = \"{PackageFor(network, kind)}@{stage.Layers}\"\n");
        if (stage.Boards.Length == 1 && namesBoards)
            text.Append(CultureInfo.InvariantCulture, $"      board {{ type = {kind}, name = {Quoted(BoardLists.MemberOf(stage.Boards[0]))} }}\n");
        else
            text.Append(CultureInfo.InvariantCulture, $"      board = {kind}\n");
        if (stage.Boards.Length > 1)
            text.Append(CultureInfo.InvariantCulture, $"      replicas = {stage.Boards.Length}\n");
        if (stage.Boards.Length > 1 && namesBoards)
            text.Append(CultureInfo.InvariantCulture, $"      boards = [{string.Join(", ", Members(stage))}]\n");
        text.Append("    }\n");
    }

    // A board with two FPGAs is named once; its other FPGA is any board's to the node manager.
    private static IEnumerable<string> Members(PlannedStage stage)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        return stage.Boards.Select(BoardLists.MemberOf).Select(member => named.Add(member) ? Quoted(member) : "\"\"");
    }

    private string PackageFor(string network, string board)
    {
        if (package is not null)
            return package;
        var found = store.Names.Select(name => store.Load(name)).FirstOrDefault(candidate => candidate.Function is null && candidate.Network.Name == network && candidate.Board == board);
        return found is { } built ? BitstreamReference.Parse(built.Name).Name : throw new CliException(
            $"No installed bitstream package computes {network} on {board}.",
            $"Pack one with fard bitstream pack --network {network} --board {board}, or name one with --bitstream.");
    }

    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : FardConfig.Quote(text);
}
