using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Reference;

/// <summary>The golden streams of cnvW2A2 at every boundary between layers, for the same 16 images.</summary>
public static class CnvW2A2Golden
{
    public const int ImageCount = 16;

    private static readonly string[] Files =
        ["in_q8_nhwc.bin", "L0.2b.bin", "L1p.2b.bin", "L2.2b.bin", "L3p.2b.bin", "L4.2b.bin", "L5.2b.bin", "L6.2b.bin", "L7.2b.bin", "L8.i16.bin"];

    private static readonly Lazy<NetworkParameters> Loaded =
        new(() => ParameterFolder.Load(NetworkCatalog.CnvW2A2, SharedFiles.Parameters("cifar10/cnvW2A2")));

    public static NetworkParameters Parameters => Loaded.Value;

    /// <summary>Every contiguous range of the nine layers.</summary>
    public static IEnumerable<LayerRange> Ranges =>
        from first in Enumerable.Range(0, 9)
        from last in Enumerable.Range(first, 9 - first)
        select new LayerRange(first, last);

    /// <summary>The packed stream into <paramref name="layer"/> of the first images; the scores for layer 9.</summary>
    public static byte[] StreamBefore(int layer, int imageCount = ImageCount) =>
        File.ReadAllBytes(SharedFiles.Golden(Files[layer]))[..(imageCount * NetworkCatalog.CnvW2A2.StreamBefore(layer).BytesPerImage)];

    /// <summary>Runs an executor over the golden stream before its range and compares with the golden stream behind it.</summary>
    public static void ShouldMatch(INetworkExecutor executor, int imageCount = ImageCount)
    {
        var output = new byte[imageCount * executor.Output.BytesPerImage];
        executor.Execute(StreamBefore(executor.Range.First, imageCount), output, imageCount);
        var expected = StreamBefore(executor.Range.Last + 1, imageCount);
        output.AsSpan().SequenceEqual(expected).ShouldBeTrue(
            $"layers {executor.Range}: byte {output.AsSpan().CommonPrefixLength(expected)} of {expected.Length} is the first that differs");
    }
}
