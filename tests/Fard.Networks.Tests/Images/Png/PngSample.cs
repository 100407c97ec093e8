namespace Fard.Networks.Tests.Images.Png;

/// <summary>An image as raw samples, and how it is to be written as a PNG.</summary>
internal sealed record PngSample(int Width, int Height, int ColourType, int Depth, bool Interlaced, int[] Samples)
{
    public byte[] Palette { get; init; } = [];

    /// <summary>Filter types, used row by row in turn.</summary>
    public byte[] Filters { get; init; } = [0, 1, 2, 3, 4];

    public int DataChunkBytes { get; init; } = int.MaxValue / 2;

    public int Channels => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public IEnumerable<int> PixelAt(int column, int row) => Samples.Skip((row * Width + column) * Channels).Take(Channels);

    /// <summary>The RGB bytes that a decoder has to find.</summary>
    public byte[] Expected()
    {
        var rgb = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                rgb[3 * i + c] = ColourType switch
                {
                    3 => Palette[3 * Samples[i] + c],
                    0 or 4 => Scale(Samples[i * Channels]),
                    _ => Scale(Samples[i * Channels + c]),
                };
            }
        }

        return rgb;
    }

    public static PngSample Random(Random random, int width, int height, int colourType, int depth, bool interlaced)
    {
        var sample = new PngSample(width, height, colourType, depth, interlaced, []);
        var colours = colourType == 3 ? random.Next(1, (1 << depth) + 1) : 1 << depth;
        var samples = new int[width * height * sample.Channels];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = random.Next(colours);
        var palette = new byte[colourType == 3 ? 3 * colours : 0];
        random.NextBytes(palette);
        return sample with { Samples = samples, Palette = palette };
    }

    private byte Scale(int value) => (byte)Math.Round(value * 255.0 / ((1 << Depth) - 1), MidpointRounding.AwayFromZero);
}
