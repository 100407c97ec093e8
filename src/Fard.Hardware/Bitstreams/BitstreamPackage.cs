using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>A bitstream package that was read and verified: which layers of which network it computes, and with which parameters.</summary>
/// <param name="Name">Its folder's name below <c>bitstreams/</c>.</param>
/// <param name="ContentHash">SHA-256 over its manifest, lower-case hexadecimal: two packages with the same hash are the same.</param>
/// <param name="Network">The network that it belongs to.</param>
/// <param name="Layers">The layers that its kernel computes.</param>
/// <param name="Board">Name of the board description that it was built for.</param>
/// <param name="ClockHertz">The kernel's clock.</param>
/// <param name="ParameterFolder">Absolute path of the folder with the trained parameters (BNN-PYNQ's format).</param>
public sealed record BitstreamPackage(
    string Name,
    string ContentHash,
    NetworkDescription Network,
    LayerRange Layers,
    string Board,
    long ClockHertz,
    string ParameterFolder);
