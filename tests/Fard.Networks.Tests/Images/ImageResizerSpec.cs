using Fard.Networks.Description;
using Fard.Networks.Images;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Images;

public class ImageResizerSpec
{
    [Fact]
    public void Keeps_an_image_of_the_same_size()
    {
        Resize([1, 2, 3, 4, 5, 6], new ImageShape(1, 2, 3), new ImageShape(1, 2, 3)).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Averages_whole_blocks_when_it_halves()
    {
        Resize([1, 3, 9, 9, 5, 8, 9, 10], new ImageShape(2, 4, 1), new ImageShape(1, 2, 1)).ShouldBe([4, 9]);
    }

    [Fact]
    public void Counts_a_pixel_with_the_part_that_is_covered()
    {
        // Three pixels onto two: (1 + 0.5 * 4) / 1.5 = 2 and (0.5 * 4 + 10) / 1.5 = 8.
        Resize([1, 4, 10], new ImageShape(1, 3, 1), new ImageShape(1, 2, 1)).ShouldBe([2, 8]);
    }

    [Fact]
    public void Interpolates_between_centres_when_it_doubles()
    {
        Resize([0, 100], new ImageShape(1, 2, 1), new ImageShape(1, 4, 1)).ShouldBe([0, 25, 75, 100]);
    }

    [Fact]
    public void Shrinks_one_axis_while_it_enlarges_the_other()
    {
        Resize([0, 100, 20, 120], new ImageShape(2, 2, 1), new ImageShape(1, 4, 1)).ShouldBe([10, 35, 85, 110]);
    }

    [Fact]
    public void Keeps_channels_apart()
    {
        Resize([0, 50, 200, 2, 52, 202], new ImageShape(2, 1, 3), new ImageShape(1, 1, 3)).ShouldBe([1, 51, 201]);
    }

    [Fact]
    public void Agrees_with_a_plain_computation_in_floating_point()
    {
        var sides = Gen.Choose(1, 40);
        var cases =
            from fromHeight in sides
            from fromWidth in sides
            from toHeight in sides
            from toWidth in sides
            from seed in Gen.Choose(0, int.MaxValue)
            select (From: new ImageShape(fromHeight, fromWidth, 1), To: new ImageShape(toHeight, toWidth, 1), Seed: seed);
        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var source = new byte[test.From.ByteCount];
            new Random(test.Seed).NextBytes(source);
            var target = Resize(source, test.From, test.To);
            for (var y = 0; y < test.To.Height; y++)
            {
                for (var x = 0; x < test.To.Width; x++)
                {
                    var expected = 0.0;
                    for (var i = 0; i < test.From.Height; i++)
                    {
                        for (var j = 0; j < test.From.Width; j++)
                            expected += Weight(i, y, test.From.Height, test.To.Height) * Weight(j, x, test.From.Width, test.To.Width) * source[i * test.From.Width + j];
                    }

                    if (Math.Abs(expected - target[y * test.To.Width + x]) > 0.5 + 1e-6)
                        return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit_the_shapes()
    {
        Should.Throw<ArgumentException>(() => Resize(new byte[5], new ImageShape(2, 3, 1), new ImageShape(1, 1, 1)));
        Should.Throw<ArgumentException>(() => Resize(new byte[6], new ImageShape(2, 3, 1), new ImageShape(1, 1, 3)));
    }

    // How much source pixel i counts in target pixel t.
    private static double Weight(int i, int t, int from, int to)
    {
        var scale = (double)from / to;
        if (to <= from)
            return Math.Max(0, Math.Min(i + 1, (t + 1) * scale) - Math.Max(i, t * scale)) / scale;
        var centre = Math.Clamp((t + 0.5) * scale - 0.5, 0, from - 1);
        return Math.Max(0, 1 - Math.Abs(centre - i));
    }

    private static byte[] Resize(byte[] source, ImageShape from, ImageShape to)
    {
        var target = new byte[to.ByteCount];
        ImageResizer.Resize(source, from, target, to);
        return target;
    }
}
