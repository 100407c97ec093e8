using System.Collections.Immutable;

namespace Fard.Planning.Training;

/// <summary>A network that is trained.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Layers">In order.</param>
public sealed record TrainingNetwork(string Name, ImmutableArray<TrainingLayer> Layers)
{
    private const int WithoutErrors = 2, AllPasses = 3;

    /// <summary>Krizhevsky et al., NIPS 2012, with its two groups of channels in conv2, conv4 and conv5.</summary>
    public static TrainingNetwork AlexNet { get; } = new("alexnet",
    [
        new("conv1", 227, 3, 55, 96, 11),
        new("conv2", 27, 96, 27, 256, 5, 2),
        new("conv3", 13, 256, 13, 384, 3),
        new("conv4", 13, 384, 13, 384, 3, 2),
        new("conv5", 13, 384, 13, 256, 3, 2),
        new("fc6", 6, 256, 1, 4096, 6),
        new("fc7", 1, 4096, 1, 4096, 1),
        new("fc8", 1, 4096, 1, 1000, 1),
    ]);

    /// <summary>Simonyan and Zisserman, ICLR 2015, configuration D.</summary>
    public static TrainingNetwork Vgg16 { get; } = Vgg("vgg16", [2, 2, 3, 3, 3]);

    /// <summary>The same, configuration E.</summary>
    public static TrainingNetwork Vgg19 { get; } = Vgg("vgg19", [2, 2, 4, 4, 4]);

    public static ImmutableArray<TrainingNetwork> All { get; } = [AlexNet, Vgg16, Vgg19];

    /// <summary>The network of that name, upper and lower case alike; null where there is none.</summary>
    public static TrainingNetwork? TryFind(string name) => All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Multiply-accumulates to train on one image: forward pass, error back-propagation and weight gradient take as many each; the first layer has nobody to send errors to.
    /// </summary>
    public double MacsOf(int layer) => Layers[layer].ForwardMacs * (double)(layer == 0 ? WithoutErrors : AllPasses);

    /// <summary>The same of all layers.</summary>
    public double Macs => Enumerable.Range(0, Layers.Length).Sum(MacsOf);

    private static TrainingNetwork Vgg(string name, int[] depths)
    {
        int[] channels = [64, 128, 256, 512, 512];
        var layers = ImmutableArray.CreateBuilder<TrainingLayer>();
        var (side, before) = (224, 3);
        for (var block = 0; block < depths.Length; block++)
        {
            for (var i = 0; i < depths[block]; i++)
            {
                layers.Add(new TrainingLayer($"conv{block + 1}_{i + 1}", side, before, side, channels[block], 3));
                before = channels[block];
            }

            side /= 2;
        }

        layers.Add(new TrainingLayer("fc6", side, before, 1, 4096, side));
        layers.Add(new TrainingLayer("fc7", 1, 4096, 1, 4096, 1));
        layers.Add(new TrainingLayer("fc8", 1, 4096, 1, 1000, 1));
        return new TrainingNetwork(name, layers.ToImmutable());
    }
}
