using Fard.Networks.Description;
using Fard.Networks.Streams;

namespace Fard.Networks.Tests.Generators;

/// <summary>Random valid packed streams.</summary>
public static class RandomStreams
{
    public static byte[] Create(Random random, StreamFormat format, int imageCount)
    {
        var stream = new byte[imageCount * format.BytesPerImage];
        for (var image = 0; image < imageCount; image++)
            StreamPacking.Pack(format, CreateValues(random, format), stream.AsSpan(image * format.BytesPerImage));
        return stream;
    }

    /// <summary>The values of one image in a format that is not Int16.</summary>
    public static sbyte[] CreateValues(Random random, StreamFormat format) => [.. Enumerable.Range(0, format.ElementsPerImage).Select(_ => format.Element switch
    {
        ElementFormat.Fixed8 => (sbyte)random.Next(-128, 128),
        ElementFormat.Ternary => (sbyte)random.Next(-1, 2),
        _ => (sbyte)(2 * random.Next(2) - 1),
    })];
}
