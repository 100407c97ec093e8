using System.CommandLine;
using System.Globalization;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;

namespace Fard.Cli.Planning;

/// <summary>Options that several planning commands have.</summary>
internal static class PlanningOptions
{
    private const double BitsPerByte = 8, BitsPerMegabit = 1e6;

    public static string NetworkNames { get; } = string.Join(", ", NetworkCatalog.All.Select(network => network.Name));

    public static Option<string> Network() => new("--network") { Description = $"The network: {NetworkNames}.", HelpName = "NAME", Required = true };

    public static Option<string> Board() => new("--board")
    {
        Description = $"The kind of board: {string.Join(", ", BoardCatalog.All.Select(board => board.Name))}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => BoardCatalog.PynqZ1.Name,
    };

    public static Option<double> LinkRate() => Positive("--link", "Rate of every board's link in Mbit/s, in each direction", PlanningBoard.GigabitEthernet * BitsPerByte / BitsPerMegabit, "MBITS");

    public static double BytesPerSecond(double megabits) => megabits * BitsPerMegabit / BitsPerByte;

    /// <summary>A number above 0; anything else is a usage error.</summary>
    public static Option<double> Positive(string name, string description, double standard, string unit)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = unit };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value > 0 && double.IsFinite(value)))
                result.AddError($"{name} takes a number above 0, not {token.Value}.");
        });
        return option;
    }
}
