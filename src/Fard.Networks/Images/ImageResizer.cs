using Fard.Networks.Description;
namespace Fard.Networks.Images;

/// <summary>
/// Resizes 8-bit images. Each axis for itself: smaller by area (every source pixel counts with the part of it that the target pixel covers),
/// larger by linear interpolation between pixel centres, edges repeated. The aspect ratio is not kept: the whole image is stretched to the target.
/// </summary>
/// <remarks>Weights are whole numbers over a common denominator and the result is rounded to nearest once: the same on every machine.</remarks>
public static class ImageResizer
{
    /// <summary>Writes <paramref name="source"/> at another size into <paramref name="target"/>.</summary>
    /// <param name="source">Pixels of <paramref name="from"/>, row-major, channels innermost.</param>
    /// <param name="target">Pixels of <paramref name="to"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit its shape, or the channels differ.</exception>
    public static void Resize(ReadOnlySpan<byte> source, ImageShape from, Span<byte> target, ImageShape to)
    {
        if (source.Length != from.ByteCount || target.Length != to.ByteCount || from.Channels != to.Channels)
            throw new ArgumentException($"{source.Length} and {target.Length} bytes are not an image of {from} and one of {to}.");
        if (from == to)
        {
            source.CopyTo(target);
            return;
        }

        var rows = Tap.ForAxis(from.Height, to.Height);
        var columns = Tap.ForAxis(from.Width, to.Width);
        var denominator = rows.Denominator * columns.Denominator;
        for (int y = 0, index = 0; y < to.Height; y++)
        {
            for (var x = 0; x < to.Width; x++)
            {
                for (var channel = 0; channel < to.Channels; channel++, index++)
                {
                    var sum = Sum(source[channel..], from, rows.Taps[y], columns.Taps[x]);
                    target[index] = (byte)((sum + denominator / 2) / denominator);
                }
            }
        }
    }

    private static long Sum(ReadOnlySpan<byte> source, ImageShape from, Tap row, Tap column)
    {
        long total = 0;
        for (var i = 0; i < row.Count; i++)
        {
            long inRow = 0;
            var start = (row.First + i) * from.Width + column.First;
            for (var j = 0; j < column.Count; j++)
                inRow += column.Weight(j) * source[(start + j) * from.Channels];
            total += row.Weight(i) * inRow;
        }

        return total;
    }

    /// <summary>The source pixels of one axis that make one target pixel: the outer two have weights of their own, those between them the same.</summary>
    private readonly record struct Tap(int First, int Count, long FirstWeight, long MiddleWeight, long LastWeight)
    {
        public long Weight(int i) => i == 0 ? FirstWeight : i == Count - 1 ? LastWeight : MiddleWeight;

        public static (Tap[] Taps, long Denominator) ForAxis(int from, int to)
        {
            var taps = new Tap[to];
            for (var i = 0; i < to; i++)
                taps[i] = to <= from ? Area(i, from, to) : Linear(i, from, to);
            return (taps, to <= from ? from : 2L * to);
        }

        // In units of 1/to of a source pixel, target i covers [i * from, (i + 1) * from).
        private static Tap Area(int i, int from, int to)
        {
            var start = (long)i * from;
            var end = start + from;
            var first = (int)(start / to);
            var last = (int)((end - 1) / to);
            return first == last
                ? new Tap(first, 1, from, 0, 0)
                : new Tap(first, last - first + 1, (first + 1L) * to - start, to, end - (long)last * to);
        }

        // In units of 1/(2 to) of a source pixel, the centre of target i lies (2 i + 1) * from - to behind the centre of source 0.
        private static Tap Linear(int i, int from, int to)
        {
            var unit = 2L * to;
            var centre = (2L * i + 1) * from - to;
            if (centre <= 0)
                return new Tap(0, 1, unit, 0, 0);
            var first = (int)(centre / unit);
            var rest = centre % unit;
            return rest == 0 || first == from - 1
                ? new Tap(first, 1, unit, 0, 0)
                : new Tap(first, 2, unit - rest, 0, rest);
        }
    }
}
