using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams;

namespace Fard.Cli.Commands;

/// <summary>A package in one line.</summary>
internal sealed record PackageRow(string Name, string Network, string Layers, string Board, IReadOnlyList<string> Devices, string Version, string ContentHash)
{
    public static PackageRow Of(BitstreamPackage package) => new(
        package.Name, package.Function?.Name ?? package.Network.Name, package.Function is null ? package.Layers.ToString() : "", package.Board, package.Devices, package.Version, package.ContentHash);

    /// <summary>Says what was done with it.</summary>
    public void Write(Terminal terminal, bool json, string done)
    {
        if (json)
            JsonOutput.Write(terminal.RawOutput, this);
        else
            terminal.RawOutput.WriteLine($"{done} {Name}: {(Layers.Length == 0 ? Network : $"layers {Layers} of {Network}")} for {Board} ({string.Join(", ", Devices)}), {ContentHash}");
    }
}
