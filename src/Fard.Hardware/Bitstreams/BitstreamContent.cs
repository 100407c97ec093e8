using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Functions;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>What a package is to say of itself.</summary>
/// <param name="Folder">The package's folder; its name is the package's name, the folder above it the store's root.</param>
/// <param name="Network">The network with the folding that the parameter files have; null: the kernel computes a function.</param>
/// <param name="Layers">The layers that the kernel computes, or null for any range.</param>
/// <param name="Board">The board that it is for.</param>
/// <param name="ClockHertz">The kernel's clock.</param>
/// <param name="Provenance">Where the parameters and the bitstream come from.</param>
public sealed record BitstreamContent(string Folder, NetworkDescription? Network, LayerRange? Layers, string Board, long ClockHertz, string Provenance)
{
    /// <summary>A package whose kernel is no network.</summary>
    public static BitstreamContent Of(string folder, KernelFunction function, string board, long clockHertz, string provenance) =>
        new(folder, null, null, board, clockHertz, provenance) { Function = function, Devices = DeviceKinds.OfFunctions };

    /// <summary>What the kernel computes where it is no network's layers.</summary>
    public KernelFunction? Function { get; private init; }

    public string Version { get; init; } = "1";

    /// <summary>Path of the parameters from the package's folder.</summary>
    public string ParameterFolder { get; init; } = "parameters";

    public ImmutableArray<string> Devices { get; init; } = DeviceKinds.WithoutBitstream;

    public KernelInterface KernelInterface { get; init; } = KernelInterface.None;

    /// <summary>Name of the .bit file in the package's folder, where there is one.</summary>
    public string? BitFile { get; init; }

    /// <summary>Name of the .hwh file in the package's folder, where there is one.</summary>
    public string? HwhFile { get; init; }

    public ImmutableDictionary<string, ResourceFigure> Resources { get; init; } = ImmutableDictionary<string, ResourceFigure>.Empty;

    public string? Notes { get; init; }

    /// <summary>The tensors of a FINN accelerator, whose parameter folder has its runtime weights (<c>*.dat</c>); null for other kernels.</summary>
    public FinnTensors? Finn { get; init; }
}
