using Fard.Hardware.Functions.TrafficCount;

namespace Fard.Hardware.Tests.Functions;

/// <summary>Frames for the counter: a grey background and what is drawn on it.</summary>
internal sealed class TestFrames
{
    public const int Side = TrafficCountFunction.Side;
    public const byte Threshold = 30;

    /// <summary>A background with a pattern.</summary>
    public static byte[] Background { get; } = [.. Enumerable.Range(0, TrafficCountFunction.Pixels).Select(pixel => (byte)(90 + (pixel % Side * 3 + pixel / Side * 5) % 23))];

    /// <summary>The parameters as a kernel loads them.</summary>
    public static byte[] Parameters { get; } = [.. Background, Threshold, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[] _pixels = [.. Background.SelectMany(grey => new[] { grey, grey, grey })];

    public byte[] Pixels => _pixels;

    /// <summary>Draws a rectangle that stands out, as far as it lies within the frame.</summary>
    public TestFrames Draw(int x, int y, int width, int height)
    {
        for (var row = Math.Max(0, y); row < Math.Min(Side, y + height); row++)
        {
            for (var column = Math.Max(0, x); column < Math.Min(Side, x + width); column++) _pixels.AsSpan(3 * (row * Side + column), 3).Fill(240);
        }

        return this;
    }

    /// <summary>What the counter says of some frames.</summary>
    public static TrafficResult[] Count(params TestFrames[] frames)
    {
        byte[] input = [.. frames.SelectMany(frame => frame.Pixels)];
        var output = new byte[frames.Length * TrafficResult.ByteCount];
        TrafficCountFunction.Instance.CreateExecutor(Parameters).Execute(input, output, frames.Length);
        return [.. output.Chunk(TrafficResult.ByteCount).Select(word => TrafficResult.Read(word))];
    }
}
