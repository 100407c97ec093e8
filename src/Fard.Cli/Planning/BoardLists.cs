using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Hardware.Boards;
using Fard.Planning.Partitioning;
using Fard.Planning.ResNet;

namespace Fard.Cli.Planning;

/// <summary>The boards of a plan: from a list on the command line, from a HOCON file, or as a cluster has them.</summary>
internal static class BoardLists
{
    /// <summary>Most boards of a list.</summary>
    public const int MostBoards = 1024;

    private const string Help = "Give cluster, kinds such as pynq-z1=2,ultra96=1, or a file with boards = [{ name = board-1, type = pynq-z1 }].";

    /// <summary>Reads <c>pynq-z1=2,ultra96</c>, or the file of that name where there is one.</summary>
    public static ImmutableArray<PlanningBoard> Read(string text, double linkBytesPerSecond) =>
        File.Exists(text) ? ReadFile(text, linkBytesPerSecond) : ReadKinds(text, linkBytesPerSecond);

    /// <summary>The boards that a cluster can place jobs on now, one for each FPGA.</summary>
    public static ImmutableArray<PlanningBoard> Of(IEnumerable<BoardStatus> members, double linkBytesPerSecond)
    {
        var boards = members.Where(member => member is { Reachable: true, Leaving: false }).SelectMany(member => member.Board.Fpgas.Where(fpga => fpga.Fault.Length == 0).Select(fpga => new PlanningBoard(
            member.Board.Fpgas.Length == 1 ? member.Board.Name : string.Create(CultureInfo.InvariantCulture, $"{member.Board.Name}#{fpga.Index}"),
            Find(member.Board.BoardType),
            linkBytesPerSecond))).ToImmutableArray();
        return boards.IsEmpty ? throw new CliException("The cluster has no reachable board that works.", "Start boards with fard board --config hocon/board.conf.") : boards;
    }

    /// <summary>The member that a board of <see cref="Of"/> belongs to.</summary>
    public static string MemberOf(PlanningBoard board) => board.Name.Split('#')[0];

    private static ImmutableArray<PlanningBoard> ReadKinds(string text, double linkBytesPerSecond)
    {
        var boards = ImmutableArray.CreateBuilder<PlanningBoard>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split('=');
            if (parts.Length > 2 || parts[0].Length == 0)
                throw new CliException($"--boards: '{entry}' is no kind of board with a number.", Help, ExitCodes.Usage);
            var count = 1;
            if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1 || boards.Count + count > MostBoards))
                throw new CliException($"--boards: '{entry}' has no number of boards from 1 to {MostBoards} in all.", Help, ExitCodes.Usage);
            var kind = Find(parts[0]);
            if (boards.Any(board => board.Board.Name == kind.Name))
                throw new CliException($"--boards names {kind.Name} twice.", $"Add the numbers up: {kind.Name}=N.", ExitCodes.Usage);
            boards.AddRange(Enumerable.Range(1, count).Select(i => new PlanningBoard(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{i}"), kind, linkBytesPerSecond)));
        }

        return boards.ToImmutable();
    }

    private static ImmutableArray<PlanningBoard> ReadFile(string path, double linkBytesPerSecond)
    {
        var boards = ImmutableArray.CreateBuilder<PlanningBoard>();
        var config = FardConfig.Load(path);
        if (!config.HasPath("boards") || config.GetValue("boards") is not { } value || !value.IsArray())
            throw new CliException($"{path} has no list of boards.", Help, ExitCodes.Usage);
        foreach (var item in value.GetArray())
        {
            if (!item.IsObject())
                throw new CliException($"{path}: boards[{boards.Count}] is no object of name and type.", Help, ExitCodes.Usage);
            boards.Add(ReadBoard(item.ToConfig(), $"{path}: boards[{boards.Count}]", boards.Count + 1, linkBytesPerSecond));
        }

        if (boards.Count is 0 or > MostBoards)
            throw new CliException($"{path} lists {boards.Count} boards.", $"A plan takes 1 to {MostBoards}.", ExitCodes.Usage);
        return boards.ToImmutable();
    }

    private static PlanningBoard ReadBoard(Config config, string where, int number, double linkBytesPerSecond)
    {
        var type = config.GetString("type", "");
        if (string.IsNullOrWhiteSpace(type))
            throw new CliException($"{where} has no type.", Help, ExitCodes.Usage);
        var kind = Find(type);
        var name = config.GetString("name", "");
        return new PlanningBoard(
            string.IsNullOrWhiteSpace(name) ? string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{number}") : name,
            kind,
            Number(config, where, "link-mbits", least: double.Epsilon) is { } megabits ? PlanningOptions.BytesPerSecond(megabits) : linkBytesPerSecond,
            TimeSpan.FromMilliseconds(Number(config, where, "link-latency-ms", least: 0) ?? 0));
    }

    private static double? Number(Config config, string where, string key, double least)
    {
        if (!config.HasPath(key))
            return null;
        var text = config.GetString(key, "");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number < 1e9
            ? number
            : throw new CliException($"{where}: {key} = {text} is no {(least > 0 ? "number above 0" : "number from 0 on")}.", $"Leave {key} out for the default.", ExitCodes.Usage);
    }

    // M-KUBOS runs no bitstream of ours: it is known to the planner only.
    private static BoardDescription Find(string name) =>
        string.Equals(name, MKubosModel.Board.Name, StringComparison.OrdinalIgnoreCase) ? MKubosModel.Board : BoardCatalog.Find(name);
}
