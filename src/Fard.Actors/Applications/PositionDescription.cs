using Fard.Networks.Description;

namespace Fard.Actors.Applications;

/// <summary>One position of an application's pipeline.</summary>
/// <param name="JobName">Name of the job that runs there, such as <c>first_stage</c>.</param>
/// <param name="Layers">The layers that it computes.</param>
/// <param name="Bitstream">Reference of the bitstream package that it loads: <c>name@first..last</c>.</param>
/// <param name="Board">What it asks of its board.</param>
/// <param name="InputBytesPerImage">Bytes of one image in the packed stream that it reads.</param>
/// <param name="OutputBytesPerImage">Bytes of one image in the packed stream that it writes.</param>
public sealed record PositionDescription(
    string JobName,
    LayerRange Layers,
    string Bitstream,
    BoardRequirements Board,
    int InputBytesPerImage,
    int OutputBytesPerImage)
{
    /// <summary>The package's name, without the layers behind <c>@</c>.</summary>
    public string PackageName => Bitstream.Split('@')[0];
}
