using System.Collections.Immutable;

namespace Fard.Networks.Description;

/// <summary>
/// The networks of BNN-PYNQ: topologies and foldings of its published overlays (Xilinx BNN-PYNQ, <c>cnv*</c> for 32x32 colour images, <c>lfc*</c> for
/// 28x28 grey images; WnAm: n-bit weights, m-bit activations).
/// </summary>
public static class NetworkCatalog
{
    private static readonly ImmutableArray<(int Pe, int Simd)> Cnv2BitFolding =
        [(8, 3), (16, 16), (8, 16), (8, 16), (4, 8), (1, 8), (1, 2), (2, 2), (4, 1)];

    private static readonly ImmutableArray<(int Pe, int Simd)> Cnv1BitFolding =
        [(16, 3), (32, 32), (16, 32), (16, 32), (4, 32), (1, 32), (1, 4), (1, 8), (4, 1)];

    private static readonly ImmutableArray<(int Pe, int Simd)> LfcFolding = [(32, 64), (64, 32), (32, 64), (16, 8)];

    public static NetworkDescription CnvW2A2 { get; } = Cnv("cnvW2A2", WeightFormat.Ternary, ElementFormat.Ternary, Cnv2BitFolding);

    public static NetworkDescription CnvW1A2 { get; } = Cnv("cnvW1A2", WeightFormat.Binary, ElementFormat.Ternary, Cnv1BitFolding);

    public static NetworkDescription CnvW1A1 { get; } = Cnv("cnvW1A1", WeightFormat.Binary, ElementFormat.Bit, Cnv1BitFolding);

    public static NetworkDescription LfcW1A1 { get; } = Lfc("lfcW1A1", ElementFormat.Bit);

    public static NetworkDescription LfcW1A2 { get; } = Lfc("lfcW1A2", ElementFormat.Ternary);

    public static ImmutableArray<NetworkDescription> All { get; } = [CnvW2A2, CnvW1A2, CnvW1A1, LfcW1A1, LfcW1A2];

    /// <summary>The network of that name, upper and lower case alike; null where there is none.</summary>
    public static NetworkDescription? TryFind(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The network of that name, upper and lower case alike.</summary>
    /// <exception cref="UnknownNetworkException">There is none; the message lists the names and the nearest one.</exception>
    public static NetworkDescription Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name) ?? throw new UnknownNetworkException(name, [.. All.Select(network => network.Name)]);
    }

    private static NetworkDescription Cnv(string name, WeightFormat weights, ElementFormat activation, ImmutableArray<(int Pe, int Simd)> folding)
    {
        (int Kernel, int Channels, bool Pool)[] shapes =
            [(3, 64, false), (3, 64, true), (3, 128, false), (3, 128, true), (3, 256, false), (3, 256, false), (1, 512, false), (1, 512, false), (1, 64, false)];
        var image = ImageShape.Cifar;
        var input = new StreamFormat(image.Height, image.Width, image.Channels, ElementFormat.Fixed8);
        return Chain(name, image, input, [.. shapes.Select((shape, index) => (LayerOutline)(
            shape.Kernel, shape.Channels, weights, index == shapes.Length - 1 ? ElementFormat.Int16 : activation, shape.Pool))], activation, folding);
    }

    private static NetworkDescription Lfc(string name, ElementFormat activation)
    {
        var image = ImageShape.Mnist;
        // 784 pixels, padded to the 13 words of 64 lanes that layer 0 reads.
        var input = new StreamFormat(1, 1, 832, ElementFormat.Bit);
        int[] rows = [1024, 1024, 1024, 64];
        return Chain(name, image, input, [.. rows.Select((count, index) => (LayerOutline)(
            1, count, WeightFormat.Binary, index == rows.Length - 1 ? ElementFormat.ClassWord : activation, false))], activation, LfcFolding);
    }

    private static NetworkDescription Chain(
        string name, ImageShape image, StreamFormat input, ImmutableArray<LayerOutline> outlines, ElementFormat activation, ImmutableArray<(int Pe, int Simd)> folding)
    {
        var layers = ImmutableArray.CreateBuilder<LayerDescription>(outlines.Length);
        var stream = input;
        foreach (var (outline, (pe, simd)) in outlines.Zip(folding))
        {
            // A network of 1-bit activations counts agreeing bits; with 2-bit activations even the bits of lfcW1A2's input are summed as +1 and -1.
            var accumulation = stream.Element == ElementFormat.Bit && activation == ElementFormat.Bit ? Accumulation.XnorPopcount : Accumulation.SignedDot;
            layers.Add(new LayerDescription(stream, outline.Kernel, outline.Channels, outline.Weights, accumulation, outline.Output, outline.Pool, pe, simd));
            stream = layers[^1].Output;
        }

        return new NetworkDescription(name, input, layers.DrainToImmutable(), image);
    }

    private readonly record struct LayerOutline(int Kernel, int Channels, WeightFormat Weights, ElementFormat Output, bool Pool)
    {
        public static implicit operator LayerOutline((int Kernel, int Channels, WeightFormat Weights, ElementFormat Output, bool Pool) outline) =>
            new(outline.Kernel, outline.Channels, outline.Weights, outline.Output, outline.Pool);
    }
}
