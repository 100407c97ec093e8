using System.Collections.Immutable;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.ResNet;

namespace Fard.Cli.Planning;

/// <summary>Reads what <c>fard plan</c> is told: words, and <c>KEY=VALUE</c> where a value is for one of several networks.</summary>
internal static class PlanArguments
{
    public const string ResNet50 = "resnet50";

    public static IReadOnlyDictionary<string, PartitionObjective> Objectives { get; } = Enum.GetValues<PartitionObjective>().ToDictionary(objective => objective.Word());

    public static IReadOnlyDictionary<string, PartitionStrategy> Strategies { get; } = Enum.GetValues<PartitionStrategy>().ToDictionary(strategy => strategy.Word());

    public static bool IsResNet50(string name) => string.Equals(name, ResNet50, StringComparison.OrdinalIgnoreCase);

    /// <summary>The model of a network, on the boards that it is for.</summary>
    public static IStageModel Model(string name, int tileCycles, ImmutableArray<PlanningBoard> boards)
    {
        var isResNet = IsResNet50(name);
        if (isResNet && boards.FirstOrDefault(board => board.Board != MKubosModel.Board) is { } other)
            throw new CliException($"The time model of {ResNet50} is of M-KUBOS boards, and {other.Name} is none.", "Use --boards m-kubos=4.", ExitCodes.Usage);
        return isResNet ? MKubosModel.Create(tileCycles) : new DataflowStageModel(NetworkCatalog.Find(name));
    }

    /// <summary>Pins: <c>LAYER=BOARD</c>.</summary>
    public static ImmutableDictionary<int, string> Pins(IEnumerable<string> texts)
    {
        var pins = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts.Length != 2 || parts[1].Length == 0 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                throw new CliException($"--pin {text} is no LAYER=BOARD.", "Say for example --pin 0=board-1.", ExitCodes.Usage);
            if (!pins.TryAdd(layer, parts[1]))
                throw new CliException($"--pin gives layer {layer} two boards.", "A pinned layer is on one board.", ExitCodes.Usage);
        }

        return pins.ToImmutable();
    }

    /// <summary>Numbers above 0: one for all, <c>NUMBER</c>, or one for a network, <c>NETWORK=NUMBER</c>.</summary>
    public static Func<string, double?> PerNetwork(string option, IEnumerable<string> texts, IReadOnlyList<string> networks)
    {
        var values = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            var (name, number) = parts.Length == 2 ? (parts[0], parts[1]) : ("", text);
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value > 0 && double.IsFinite(value)))
                throw new CliException($"{option} {text}: '{number}' is no number above 0.", $"Say {option} 500, or {option} NETWORK=500 for one of several networks.", ExitCodes.Usage);
            if (name.Length > 0 && !networks.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new CliException($"{option} {text}: {name} is not planned for.", $"--network names {string.Join(", ", networks)}.", ExitCodes.Usage);
            if (!values.TryAdd(name, value))
                throw new CliException($"{option} is given twice{(name.Length > 0 ? $" for {name}" : "")}.", "Leave one away.", ExitCodes.Usage);
        }

        return name => values.TryGetValue(name, out var own) ? own : values.TryGetValue("", out var all) ? all : null;
    }
}
