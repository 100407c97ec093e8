using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>A bitstream package that was read and verified: which layers of which network it computes, and with which parameters.</summary>
/// <param name="Name">Its folder's name below <c>bitstreams/</c>, followed by <c>@first..last</c> where its manifest covers any range of layers.</param>
/// <param name="ContentHash">
/// SHA-256 over its manifest and, where that covers any range, the range; lower-case hexadecimal. Two packages with the same hash are the same.
/// </param>
/// <param name="Network">The network that it belongs to, with this package's folding.</param>
/// <param name="Layers">The layers that its kernel computes.</param>
/// <param name="Board">Name of the board description that it was built for.</param>
/// <param name="ClockHertz">The kernel's clock.</param>
/// <param name="ParameterFolder">Absolute path of the folder with the trained parameters of the whole network (BNN-PYNQ's format).</param>
public sealed record BitstreamPackage(
    string Name,
    string ContentHash,
    NetworkDescription Network,
    LayerRange Layers,
    string Board,
    long ClockHertz,
    string ParameterFolder)
{
    /// <summary>The package's own version, as its manifest states it.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Kinds of device that it can be loaded on, see <see cref="DeviceKinds"/>.</summary>
    public ImmutableArray<string> Devices { get; init; } = [DeviceKinds.Emulated];

    /// <summary>How a driver talks to the kernel.</summary>
    public KernelInterface KernelInterface { get; init; } = KernelInterface.None;

    /// <summary>Absolute path of the configuration file, or null: there is none.</summary>
    public string? BitFile { get; init; }

    /// <summary>Absolute path of the hardware hand-off that gives the register map, or null: there is none.</summary>
    public string? HwhFile { get; init; }

    /// <summary>What the kernel uses of the FPGA, each figure with its source; empty where nothing is known.</summary>
    public ImmutableDictionary<string, ResourceFigure> Resources { get; init; } = ImmutableDictionary<string, ResourceFigure>.Empty;

    /// <summary>Where the parameters and the bitstream come from.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>The tensors of a FINN accelerator; null for other kernels.</summary>
    public FinnTensors? Finn { get; init; }

    /// <summary>The packed stream that a run reads.</summary>
    public StreamFormat Input => Network.StreamBefore(Layers.First);

    /// <summary>The packed stream that a run writes.</summary>
    public StreamFormat Output => Network.StreamBefore(Layers.Last + 1);
}
