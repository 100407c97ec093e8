using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Functions;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>A bitstream package that was read and verified: which layers of which network it computes, and with which parameters.</summary>
/// <param name="Name">Its folder's name below <c>bitstreams/</c>, followed by <c>@first..last</c> where its manifest covers any range of layers.</param>
/// <param name="ContentHash">
/// SHA-256 over its manifest and, where that covers any range, the range; lower-case hexadecimal. Two packages with the same hash are the same.
/// </param>
/// <param name="Network">The network that it belongs to, with this package's folding; see <see cref="Function"/> for a kernel that is no network.</param>
/// <param name="Layers">The layers that its kernel computes.</param>
/// <param name="Board">Name of the board description that it was built for.</param>
/// <param name="ClockHertz">The kernel's clock.</param>
/// <param name="ParameterFolder">Absolute path of the folder with the trained parameters of the whole network (BNN-PYNQ's format), or with the function's.</param>
public sealed record BitstreamPackage(
    string Name,
    string ContentHash,
    NetworkDescription Network,
    LayerRange Layers,
    string Board,
    long ClockHertz,
    string ParameterFolder)
{
    private readonly NetworkDescription? _network = Network;

    /// <summary>The network that it belongs to, with this package's folding.</summary>
    /// <exception cref="BitstreamPackageException">Its kernel is no network: it computes <see cref="Function"/>.</exception>
    public NetworkDescription Network
    {
        get => _network ?? throw new BitstreamPackageException(Name, $"its kernel computes {Function?.Name}, and no layers of a network. Choose a package of a network.");
        init => _network = value;
    }

    /// <summary>What its kernel computes, where that is no network; null: it computes <see cref="Layers"/> of <see cref="Network"/>.</summary>
    public KernelFunction? Function { get; init; }

    /// <summary>What the kernel computes, for people.</summary>
    public string Computes => Function?.Name ?? $"layers {Layers} of {Network.Name}";

    /// <summary>Bytes of one image that a run reads.</summary>
    public int InputBytesPerImage => Function?.InputBytes ?? Input.BytesPerImage;

    /// <summary>Bytes of one result that a run writes.</summary>
    public int OutputBytesPerImage => Function?.OutputBytes ?? Output.BytesPerImage;

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

    /// <summary>The packed stream that a run of a network's layers reads.</summary>
    public StreamFormat Input => Network.StreamBefore(Layers.First);

    /// <summary>The packed stream that a run of a network's layers writes.</summary>
    public StreamFormat Output => Network.StreamBefore(Layers.Last + 1);

    /// <summary>Whether its kernel computes these layers of that network.</summary>
    public bool IsOf(string network, LayerRange layers) => Function is null && Network.Name == network && Layers == layers;

    public override string ToString() => $"{Name} ({Computes}, {Board})";
}
