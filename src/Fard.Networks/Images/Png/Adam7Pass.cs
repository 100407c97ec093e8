namespace Fard.Networks.Images.Png;

/// <summary>
/// One pass over the image: its pixel (column, row) is the image's pixel (X + column * XStep, Y + row * YStep).
/// An image that is not interlaced has one pass that covers everything (PNG specification, section 8).
/// </summary>
internal readonly record struct Adam7Pass(int X, int Y, int XStep, int YStep, int Columns, int Rows)
{
    private static readonly (int X, int Y, int XStep, int YStep)[] Grid =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of an image in file order; passes without pixels take no space in the file and are left out.</summary>
    public static IEnumerable<Adam7Pass> Of(PngHeader header)
    {
        if (!header.Interlaced)
        {
            yield return new Adam7Pass(0, 0, 1, 1, header.Width, header.Height);
            yield break;
        }

        foreach (var (x, y, xStep, yStep) in Grid)
        {
            var pass = new Adam7Pass(x, y, xStep, yStep, Count(header.Width, x, xStep), Count(header.Height, y, yStep));
            if (pass is { Columns: > 0, Rows: > 0 })
                yield return pass;
        }
    }

    private static int Count(int size, int start, int step) => size <= start ? 0 : (size - start - 1) / step + 1;
}
