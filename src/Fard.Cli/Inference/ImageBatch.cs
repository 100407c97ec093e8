using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Images;

namespace Fard.Cli.Inference;

/// <summary>Images of several paths, decoded and at a network's size.</summary>
internal sealed record ImageBatch(ImmutableArray<InputImage> Images)
{
    public static ImageBatch Load(IReadOnlyList<string> paths, NetworkDescription network, ImmutableArray<string> classes)
    {
        var shape = network.Image ?? throw new InvalidOperationException($"Network '{network.Name}' does not say what images it takes.");
        return new ImageBatch([.. ImageSource.Open(paths, shape, classes).Read()]);
    }
}
