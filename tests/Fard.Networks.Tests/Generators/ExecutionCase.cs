using Fard.Networks.Description;
using Fard.Networks.Parameters;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Generators;

/// <summary>A random network with random parameters, a range of its layers, and input for it. The seed alone repeats it.</summary>
public sealed record ExecutionCase(int Seed, NetworkParameters Parameters, LayerRange Range, int ImageCount, byte[] Input)
{
    public static Arbitrary<ExecutionCase> Arbitrary { get; } = Gen.Choose(0, int.MaxValue).Select(Create).ToArbitrary();

    public static ExecutionCase Create(int seed)
    {
        var random = new Random(seed);
        var network = RandomNetworks.Create(random);
        var first = random.Next(network.Layers.Length);
        var range = new LayerRange(first, random.Next(first, network.Layers.Length));
        var imageCount = random.Next(4);
        return new ExecutionCase(
            seed, RandomParameters.Create(random, network), range, imageCount, RandomStreams.Create(random, network.StreamBefore(first), imageCount));
    }

    /// <summary>Runs an executor of this case's range over its input.</summary>
    public byte[] Run(INetworkExecutor executor)
    {
        var output = new byte[ImageCount * executor.Output.BytesPerImage];
        // What an executor leaves untouched must not look like a zero that it wrote.
        Array.Fill(output, (byte)0xA5);
        executor.Execute(Input, output, ImageCount);
        return output;
    }

    public override string ToString() =>
        $"seed {Seed}, range {Range}, {ImageCount} images, {string.Join(Environment.NewLine, Parameters.Network.Layers)}";
}
