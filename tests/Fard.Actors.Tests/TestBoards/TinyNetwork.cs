using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Streams;

namespace Fard.Actors.Tests.TestBoards;

/// <summary>A network of four small layers with random parameters, and what the reference executor says of it.</summary>
internal static class TinyNetwork
{
    public const string Name = "tiny";

    public const string BoardType = "pynq-z1";

    public static NetworkDescription Description { get; } = Describe();

    public static NetworkParameters Parameters { get; } = CreateParameters(new Random(20260728));

    public static int InputBytes => Description.Input.BytesPerImage;

    public static int OutputBytes => Description.StreamBefore(Description.Layers.Length).BytesPerImage;

    public static NetworkDescription? Find(string name) => name == Name ? Description : null;

    /// <summary>Random packed images.</summary>
    public static byte[] Images(int count, int seed = 1)
    {
        var images = new byte[count * InputBytes];
        new Random(seed).NextBytes(images);
        return images;
    }

    /// <summary>The scores that the reference executor computes for packed images.</summary>
    public static byte[] Expected(byte[] images)
    {
        var count = images.Length / InputBytes;
        var output = new byte[count * OutputBytes];
        new ReferenceExecutor(Parameters, Description.WholeRange).Execute(images, output, count);
        return output;
    }

    /// <summary>An application of the network, split after the given layers.</summary>
    public static ApplicationDescription Application(string name, params int[] splitAfter)
    {
        var positions = new List<PositionDescription>();
        var first = 0;
        foreach (var last in splitAfter.Append(Description.Layers.Length - 1))
        {
            var layers = new LayerRange(first, last);
            positions.Add(new PositionDescription(
                $"stage_{positions.Count}",
                layers,
                $"tiny@{layers}",
                new BoardRequirements(BoardType),
                Description.StreamBefore(first).BytesPerImage,
                Description.StreamBefore(last + 1).BytesPerImage));
            first = last + 1;
        }

        return new ApplicationDescription(name, Name, [.. positions]);
    }

    /// <summary>A package of the layers behind the <c>@</c>.</summary>
    public static BitstreamPackage Package(string reference, string board)
    {
        var parsed = BitstreamReference.Parse(reference);
        return parsed.Name == Name
            ? new BitstreamPackage(reference, reference, Description, parsed.Layers ?? Description.WholeRange, board, 100_000_000, "")
            : throw new BitstreamPackageException(reference, "there is none of that name.");
    }

    private static NetworkDescription Describe()
    {
        var input = new StreamFormat(8, 8, 3, ElementFormat.Fixed8);
        var first = Layer(input, 3, 8, ElementFormat.Ternary, pool: false);
        var second = Layer(first.Output, 3, 8, ElementFormat.Ternary, pool: true);
        var third = Layer(second.Output, 2, 16, ElementFormat.Ternary, pool: false);
        var scores = Layer(third.Output, 1, 64, ElementFormat.Int16, pool: false);
        return new NetworkDescription(Name, input, [first, second, third, scores], new ImageShape(8, 8, 3));
    }

    private static LayerDescription Layer(StreamFormat input, int kernel, int channels, ElementFormat output, bool pool) =>
        new(input, kernel, channels, WeightFormat.Ternary, Accumulation.SignedDot, output, pool, 1, 1);

    private static NetworkParameters CreateParameters(Random random) =>
        new(Description, [.. Description.Layers.Select(layer => CreateLayer(random, layer))], ["first", "second"]);

    private static LayerParameters CreateLayer(Random random, LayerDescription layer)
    {
        var weights = Enumerable.Range(0, layer.OutputChannels * layer.Columns).Select(_ => (sbyte)random.Next(-1, 2)).ToImmutableArray();
        var spread = (int)Math.Sqrt(layer.Columns) * (layer.Input.Element == ElementFormat.Fixed8 ? 100 : 1);
        var thresholds = Enumerable.Range(0, layer.OutputChannels)
            .SelectMany(_ => Enumerable.Range(0, layer.ThresholdsPerRow).Select(_ => random.Next(-spread, spread + 1)).Order());
        return new LayerParameters(layer, weights, [.. thresholds]);
    }
}
