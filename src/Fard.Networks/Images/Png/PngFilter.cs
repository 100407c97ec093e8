namespace Fard.Networks.Images.Png;

/// <summary>Undoes the row filters of PNG (PNG specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>Restores <paramref name="row"/> in place; false where the filter type does not exist.</summary>
    /// <param name="type">The filter byte in front of the row.</param>
    /// <param name="row">The filtered bytes.</param>
    /// <param name="above">The restored row above, zeros for the first row of a pass.</param>
    /// <param name="distance">Bytes to the pixel on the left.</param>
    public static bool TryUndo(byte type, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (type)
        {
            case 0:
                return true;
            case 1:
                for (var i = distance; i < row.Length; i++)
                    row[i] += row[i - distance];
                return true;
            case 2:
                for (var i = 0; i < row.Length; i++)
                    row[i] += above[i];
                return true;
            case 3:
                for (var i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i < distance ? 0 : row[i - distance]) + above[i]) >> 1);
                return true;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += i < distance ? above[i] : Paeth(row[i - distance], above[i], above[i - distance]);
                return true;
            default:
                return false;
        }
    }

    private static byte Paeth(byte left, byte above, byte aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var toLeft = Math.Abs(estimate - left);
        var toAbove = Math.Abs(estimate - above);
        var toAboveLeft = Math.Abs(estimate - aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
