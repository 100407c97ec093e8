using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Functions;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>Checks what a manifest says before anything else of the package is read.</summary>
internal static class ManifestValidator
{
    private const long MaxClockHertz = 1_000_000_000;

    private static readonly ImmutableArray<string> ResourceNames = ["lut", "lutram", "ff", "bram36", "dsp"];

    /// <summary>Checks everything but files and returns what the kernel computes: the network with the manifest's folding, or the function.</summary>
    /// <exception cref="BitstreamPackageException">Something that the manifest says cannot be.</exception>
    public static (NetworkDescription? Network, KernelFunction? Function) Validate(BitstreamManifest manifest, string package)
    {
        if (manifest.Format != BitstreamManifest.CurrentFormat)
            throw Bad($"its manifest has format {manifest.Format}; this program reads format {BitstreamManifest.CurrentFormat}. Use a matching version of fard, or pack it anew.");
        if (!string.Equals(manifest.Name, package, StringComparison.Ordinal))
            throw Bad($"its manifest calls itself '{manifest.Name}'. Name folder and manifest alike.");
        if (manifest.Board.Length == 0)
            throw Bad("its manifest names no board.");
        if (manifest.ClockHz is <= 0 or > MaxClockHertz)
            throw Bad($"a clock of {manifest.ClockHz} Hz is not between 1 and {MaxClockHertz}.");

        var function = FindFunction(manifest);
        var network = function is null ? WithFolding(manifest) : null;
        if (manifest.Layers?.Range is { } range && !IsWithin(range, network!))
            throw Bad($"layers {range} are not within {network!.Name}'s {network.WholeRange}.");
        ValidateDevices(manifest);
        foreach (var (name, figure) in manifest.Resources ?? ImmutableDictionary<string, ResourceFigure>.Empty)
        {
            if (!ResourceNames.Contains(name))
                throw Bad($"the resource '{name}' is unknown; known are {string.Join(", ", ResourceNames)}.");
            if (!double.IsFinite(figure.Value) || figure.Value < 0 || string.IsNullOrWhiteSpace(figure.Source))
                throw Bad($"the resource '{name}' needs a value of at least 0 and a source.");
        }

        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Parameters.Files)
        {
            if (!listed.Add(file.Name))
                throw Bad($"its manifest lists the parameter file {file.Name} twice.");
        }

        if (manifest.Kernel.Interface == KernelInterface.Finn != manifest.Finn is not null)
            throw Bad("its manifest has a section finn exactly when its kernel's interface is finn.");
        if (manifest.Finn is { } finn)
        {
            ValidateFinn(manifest, finn);
            return (network, function);
        }

        var what = network is null ? function!.Name : $"{network.Name} in this folding";
        foreach (var name in network is null ? PackageFiles.ParameterNames(function!) : PackageFiles.ParameterNames(network))
        {
            if (!listed.Remove(name))
                throw Bad($"its manifest does not list the parameter file {name} of {what}.");
        }

        return listed.Count == 0 ? (network, function) : throw Bad($"its manifest lists {listed.First()}, which is no parameter file of {what}.");

        BitstreamPackageException Bad(string problem) => new(package, problem);
    }

    public static bool IsWithin(LayerRange range, NetworkDescription network) =>
        range.First >= 0 && range.First <= range.Last && range.Last < network.Layers.Length;

    private static KernelFunction? FindFunction(BitstreamManifest manifest)
    {
        if (manifest.Function is null)
            return manifest is { Network: not null, Layers: not null, Folding: not null }
                ? null
                : throw new BitstreamPackageException(manifest.Name, "its manifest needs network, layers and folding, or a function where its kernel is no network.");
        if (manifest.Network is not null || manifest.Layers is not null || manifest.Folding is not null)
            throw new BitstreamPackageException(manifest.Name, "its manifest names a function; network, layers and folding have to be absent then.");
        if (manifest.Devices is { IsDefault: false } devices && devices.Contains(DeviceKinds.RtlSimulation))
            throw new BitstreamPackageException(manifest.Name, $"there is no Verilog of functions. Leave {DeviceKinds.RtlSimulation} out of devices.");
        return FunctionCatalog.TryFind(manifest.Function) ?? throw new BitstreamPackageException(
            manifest.Name, $"the function '{manifest.Function}' is unknown; known are {string.Join(", ", FunctionCatalog.All.Select(known => known.Name))}.");
    }

    private static NetworkDescription WithFolding(BitstreamManifest manifest)
    {
        var network = NetworkCatalog.TryFind(manifest.Network!) ?? throw new BitstreamPackageException(
            manifest.Name, $"the network '{manifest.Network}' is unknown; known are {string.Join(", ", NetworkCatalog.All.Select(known => known.Name))}.");
        if (manifest is { Finn: not null, Folding: { IsDefault: false, IsEmpty: true } })
            return network;
        if (manifest.Folding is not { IsDefault: false } foldings || foldings.Length != network.Layers.Length)
            throw new BitstreamPackageException(manifest.Name, $"its folding must have an entry for each of {network.Name}'s {network.Layers.Length} layers.");

        var layers = network.Layers.Zip(foldings, (layer, folding) => layer with { Pe = folding.Pe, Simd = folding.Simd });
        var folded = network with { Layers = [.. layers] };
        try
        {
            DescriptionValidator.Validate(folded);
            return folded;
        }
        catch (NetworkDescriptionException impossible)
        {
            throw new BitstreamPackageException(manifest.Name, $"its folding does not fit {network.Name}: {impossible.Message}", impossible);
        }
    }

    private static void ValidateFinn(BitstreamManifest manifest, FinnTensors finn)
    {
        if (finn.InputBytes <= 0 || finn.OutputBytes <= 0)
            throw new BitstreamPackageException(manifest.Name, $"its accelerator takes {finn.InputBytes} bytes and gives {finn.OutputBytes}; expected at least 1 each.");
        if (manifest.Devices is not [DeviceKinds.Zynq])
            throw new BitstreamPackageException(manifest.Name, "a FINN accelerator exists as a bitstream only. Name zynq as its one device.");
        if (manifest.Parameters.Files.FirstOrDefault(file => !file.Name.EndsWith(".dat", StringComparison.Ordinal)) is { } other)
            throw new BitstreamPackageException(manifest.Name, $"its manifest lists {other.Name}; runtime weights of FINN are .dat files.");
    }

    private static void ValidateDevices(BitstreamManifest manifest)
    {
        if (manifest.Devices.IsDefaultOrEmpty)
            throw new BitstreamPackageException(manifest.Name, "its manifest names no kind of device.");
        foreach (var kind in manifest.Devices)
        {
            if (!DeviceKinds.All.Contains(kind))
                throw new BitstreamPackageException(manifest.Name, $"the device kind '{kind}' is unknown; known are {string.Join(", ", DeviceKinds.All)}.");
        }

        if (!manifest.Devices.Contains(DeviceKinds.Zynq))
            return;
        if (manifest.Bit is null || manifest.Hwh is null || manifest.Kernel.Interface == KernelInterface.None)
        {
            throw new BitstreamPackageException(
                manifest.Name, "a package for zynq devices needs a bit file, a hwh file and a kernel interface. Add them, or leave zynq out of devices.");
        }
    }
}
