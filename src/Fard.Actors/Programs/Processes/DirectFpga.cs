using System.Text.Json;

namespace Fard.Actors.Programs.Processes;

/// <summary>
/// Whether a program drives its FPGA itself, with <c>pynq</c> for example, instead of asking the board: its configuration says <c>fpga: direct</c>. It holds
/// the FPGA all the while, and the board's driver leaves it alone.
/// </summary>
internal static class DirectFpga
{
    public static bool IsAsked(JsonElement configuration) =>
        configuration.ValueKind == JsonValueKind.Object
        && configuration.TryGetProperty("fpga", out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals("direct");
}
