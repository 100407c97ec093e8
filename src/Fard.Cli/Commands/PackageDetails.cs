using System.Text.Json;
using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Spectre.Console;

namespace Fard.Cli.Commands;

/// <summary>What <c>fard bitstream show</c> prints of a package.</summary>
internal sealed record PackageDetails(
    string Name,
    string Version,
    string ContentHash,
    string Network,
    string Layers,
    int InputBytesPerImage,
    int OutputBytesPerImage,
    string Board,
    long ClockHertz,
    IReadOnlyList<string> Folding,
    string KernelInterface,
    IReadOnlyList<string> Devices,
    string ParameterFolder,
    string? BitFile,
    string? HwhFile,
    IReadOnlyDictionary<string, ResourceFigure> Resources,
    string Provenance,
    FinnTensors? Finn)
{
    public static PackageDetails Of(BitstreamPackage package) => new(
        package.Name,
        package.Version,
        package.ContentHash,
        package.Function?.Name ?? package.Network.Name,
        package.Function is null ? package.Layers.ToString() : "",
        package.InputBytesPerImage,
        package.OutputBytesPerImage,
        package.Board,
        package.ClockHertz,
        package.Function is null ? [.. package.Network.Layers.Select((layer, index) => $"L{index} PE {layer.Pe} SIMD {layer.Simd}")] : [],
        JsonSerializer.Serialize(package.KernelInterface).Trim('"'),
        package.Devices,
        package.ParameterFolder,
        package.BitFile,
        package.HwhFile,
        package.Resources,
        package.Provenance,
        package.Finn);

    public void Print(Terminal terminal)
    {
        var grid = new Grid().AddColumns(2);
        Row("package", $"{Name}, version {Version}");
        Row("content", ContentHash);
        Row(Layers.Length == 0 ? "function" : "network", $"{Network}{(Layers.Length == 0 ? "" : $", layers {Layers}")} ({InputBytesPerImage} bytes an image in, {OutputBytesPerImage} out)");
        Row("board", $"{Board} at {ClockHertz / 1e6:0.###} MHz");
        Row("folding", string.Join("; ", Folding));
        Row("kernel", KernelInterface);
        if (Finn is { } finn)
            Row("tensors", $"{finn.InputBytes} bytes in ({finn.InputType}), {finn.OutputBytes} out ({finn.OutputType})");
        Row("devices", string.Join(", ", Devices));
        Row("parameters", ParameterFolder);
        Row("bitstream", BitFile is null ? "none" : $"{BitFile}, {HwhFile}");
        foreach (var (resource, figure) in Resources.OrderBy(resource => resource.Key, StringComparer.Ordinal))
            Row(resource, $"{figure.Value:0.##} ({figure.Source})");
        Row("provenance", Provenance);
        terminal.Output.Write(grid);

        void Row(string name, string value) => grid.AddRow(new Text(name), new Text(value));
    }
}
