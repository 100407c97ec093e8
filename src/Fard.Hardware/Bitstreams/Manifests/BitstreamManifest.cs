using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fard.Hardware.Bitstreams.Manifests;

/// <summary>What <c>manifest.json</c> of a bitstream package says, field by field; docs/bitstreams.md explains it with an example.</summary>
/// <param name="Format">Version of the manifest format: <see cref="CurrentFormat"/>.</param>
/// <param name="Name">The package's name, the same as its folder's.</param>
/// <param name="Version">The package's own version, free text.</param>
/// <param name="Board">The board that it was built for.</param>
/// <param name="ClockHz">The kernel's clock in hertz.</param>
/// <param name="Kernel">How a driver talks to the kernel.</param>
/// <param name="Devices">Kinds of device that the package can be loaded on.</param>
/// <param name="Parameters">The trained parameters of the whole network, or the parameters of the function.</param>
/// <param name="Network">Name of a network in the catalog; absent where the kernel computes a function.</param>
/// <param name="Layers">The layers that the kernel computes: one range, or any. With a network only.</param>
/// <param name="Folding">PE and SIMD of every layer of the network; the parameter files are in this folding. With a network only.</param>
/// <param name="Function">Name of a function in the catalog of kernels that are no network; absent where the kernel computes layers.</param>
/// <param name="Bit">The configuration file; absent where there is none.</param>
/// <param name="Hwh">The hardware hand-off; absent where there is none.</param>
/// <param name="Resources">lut, lutram, ff, bram36, dsp: what the kernel uses, as far as it is known.</param>
/// <param name="Provenance">Where parameters and bitstream come from.</param>
/// <param name="Notes">Anything else that a reader should know.</param>
/// <param name="Finn">The tensors of a FINN accelerator; absent for other kernels.</param>
public sealed record BitstreamManifest(
    int Format,
    string Name,
    string Version,
    [property: JsonPropertyOrder(2)] string Board,
    [property: JsonPropertyOrder(2)] long ClockHz,
    [property: JsonPropertyOrder(4)] ManifestKernel Kernel,
    [property: JsonPropertyOrder(4)] ImmutableArray<string> Devices,
    [property: JsonPropertyOrder(4)] ManifestParameters Parameters,
    [property: JsonPropertyOrder(4)] string Provenance,
    [property: JsonPropertyOrder(1)] string? Network = null,
    [property: JsonPropertyOrder(1)] ManifestLayers? Layers = null,
    [property: JsonPropertyOrder(3)] ImmutableArray<LayerFolding>? Folding = null,
    [property: JsonPropertyOrder(1)] string? Function = null,
    [property: JsonPropertyOrder(5)] ManifestFile? Bit = null,
    [property: JsonPropertyOrder(5)] ManifestFile? Hwh = null,
    [property: JsonPropertyOrder(5)] ImmutableDictionary<string, ResourceFigure>? Resources = null,
    [property: JsonPropertyOrder(5)] string? Notes = null,
    [property: JsonPropertyOrder(5)] FinnTensors? Finn = null)
{
    /// <summary>The only version of the format so far.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The manifest's file name in a package's folder.</summary>
    public const string FileName = "manifest.json";
}

/// <summary>PE and SIMD of one layer.</summary>
public sealed record LayerFolding(int Pe, int Simd);

/// <summary>One file of a package.</summary>
/// <param name="Name">Its name in its folder.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 over its content, 64 lower-case hexadecimal digits.</param>
public sealed record ManifestFile(string Name, long Length, string Sha256);

/// <summary>The folder of the trained parameters and every file that is read from it.</summary>
/// <param name="Folder">Path from the manifest's folder, with <c>/</c>; it may lead to another package below the same root, so that packages can share it.</param>
/// <param name="Files">Every parameter file of the network, and <c>classes.txt</c>.</param>
public sealed record ManifestParameters(string Folder, ImmutableArray<ManifestFile> Files);

/// <summary>What a FINN accelerator takes and gives for one image, in FINN's packing.</summary>
/// <param name="InputType">FINN's data type of the input, such as UINT8.</param>
/// <param name="OutputType">FINN's data type of the output.</param>
/// <param name="InputBytes">Bytes of one packed input.</param>
/// <param name="OutputBytes">Bytes of one packed output.</param>
public sealed record FinnTensors(string InputType, string OutputType, int InputBytes, int OutputBytes);

/// <summary>How a driver talks to the kernel; its register map is read from the package's hwh file.</summary>
public sealed record ManifestKernel(KernelInterface Interface);

/// <summary>A figure of the kernel's use of the FPGA.</summary>
/// <param name="Value">How many (block RAM in units of 36 Kbit, halves allowed).</param>
/// <param name="Source">Who says so: a tool and its version, a paper.</param>
public sealed record ResourceFigure(double Value, string Source);

/// <summary>The register interface of a kernel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KernelInterface>))]
public enum KernelInterface
{
    /// <summary>None: the kernel exists in emulation only.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The BNN-PYNQ overlay's AXI-Lite registers: one kernel with run-time weights.</summary>
    [JsonStringEnumMemberName("bnn-pynq")]
    BnnPynq,

    /// <summary>Fard's own HLS kernel (<c>hls/</c>): one start loads all weights.</summary>
    [JsonStringEnumMemberName("fard-hls")]
    FardHls,

    /// <summary>A FINN-generated accelerator's input and output DMA.</summary>
    [JsonStringEnumMemberName("finn")]
    Finn,
}
