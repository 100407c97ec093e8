using System.Globalization;
using System.Text;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams;
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
    public string Write(string name, PlanSummary summary, bool namesBoards)
    {
        var plan = summary.Plan;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Planned by fard plan for {PlanText.Kinds(summary.Request.Boards)}: {summary.Request.Objective.Word()}, {summary.Request.Strategy.Word()}.\n");
        text.Append(CultureInfo.InvariantCulture, $"# Modelled: {plan.ImagesPerSecond:0.0} images/s; {summary.Request.Images} images in {summary.Response.TotalMilliseconds:0.000} ms, without software.\n");
        text.Append(CultureInfo.InvariantCulture, $"fard.head.applications.{Quoted(name)} {{\n  network = {summary.Request.Model.Name}\n  chunk-images = 1\n  positions = [\n");
        for (var i = 0; i < plan.Stages.Length; i++)
            Append(text, summary.Request.Model.Name, i, plan.Stages[i], namesBoards);
        return text.Append("  ]\n}\n").ToString();
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
            text.Append(CultureInfo.InvariantCulture, $"      boards = [{string.Join(", ", stage.Boards.Select(board => Quoted(BoardLists.MemberOf(board))))}]\n");
        text.Append("    }\n");
    }

    private string PackageFor(string network, string board)
    {
        if (package is not null)
            return package;
        var found = store.Names.Select(name => store.Load(name)).FirstOrDefault(candidate => candidate.Network.Name == network && candidate.Board == board);
        return found is { } built ? BitstreamReference.Parse(built.Name).Name : throw new CliException(
            $"No installed bitstream package computes {network} on {board}.",
            $"Pack one with fard bitstream pack --network {network} --board {board}, or name one with --bitstream.");
    }

    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : FardConfig.Quote(text);
}
