namespace Fard.Hardware.Functions.TrafficCount;

/// <summary>Counts in software, bit for bit as the kernel <c>hls/kernels/traffic_count.cpp</c>. What lies outside of a frame is background.</summary>
public sealed class TrafficCounter : IFunctionExecutor
{
    private const int Side = TrafficCountFunction.Side;

    // A frame of zeros around the mask: no step has to look where the border is.
    private const int Stride = Side + 2;

    private readonly byte[] _background;
    private readonly int _threshold;
    private byte[] _mask = new byte[Stride * Stride];
    private byte[] _next = new byte[Stride * Stride];

    /// <param name="background">The grey background, 180x180 bytes.</param>
    /// <param name="threshold">The difference above which a pixel counts.</param>
    public TrafficCounter(ReadOnlySpan<byte> background, byte threshold)
    {
        if (background.Length != TrafficCountFunction.Pixels)
            throw new ArgumentException($"A background has {TrafficCountFunction.Pixels} bytes, not {background.Length}.", nameof(background));
        _background = background.ToArray();
        _threshold = threshold;
    }

    /// <summary>Luminance in integers: weights of 77, 150 and 29 over 256.</summary>
    public static int Grey(byte red, byte green, byte blue) => (77 * red + 150 * green + 29 * blue) >> 8;

    public void Execute(ReadOnlySpan<byte> input, Span<byte> output, int count)
    {
        var function = TrafficCountFunction.Instance;
        if (input.Length != count * function.InputBytes) throw new ArgumentException($"{count} frames have {count * function.InputBytes} bytes, not {input.Length}.", nameof(input));
        if (output.Length < count * function.OutputBytes) throw new ArgumentException($"{count} results need {count * function.OutputBytes} bytes.", nameof(output));
        for (var frame = 0; frame < count; frame++)
        {
            Threshold(input.Slice(frame * function.InputBytes, function.InputBytes));
            Morph(9);
            Morph(1);
            Morph(9);
            CountCorners().Write(output.Slice(frame * function.OutputBytes, function.OutputBytes));
        }
    }

    private void Threshold(ReadOnlySpan<byte> frame)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var pixel = y * Side + x;
                var difference = Grey(frame[3 * pixel], frame[3 * pixel + 1], frame[3 * pixel + 2]) - _background[pixel];
                _mask[(y + 1) * Stride + x + 1] = Math.Abs(difference) > _threshold ? (byte)1 : (byte)0;
            }
        }
    }

    // A pixel stays where at least so many of the 3x3 around it are set: all nine erode, one dilates.
    private void Morph(int least)
    {
        for (var y = 1; y <= Side; y++)
        {
            for (var x = 1; x <= Side; x++)
            {
                var set = 0;
                for (var row = (y - 1) * Stride + x - 1; row <= (y + 1) * Stride + x - 1; row += Stride) set += _mask[row] + _mask[row + 1] + _mask[row + 2];
                _next[y * Stride + x] = set >= least ? (byte)1 : (byte)0;
            }
        }

        (_mask, _next) = (_next, _mask);
    }

    private TrafficResult CountCorners()
    {
        var (external, inner) = (0, 0);
        for (var y = 0; y <= Side; y++)
        {
            for (var x = 0; x <= Side; x++)
            {
                var corner = y * Stride + x;
                var set = _mask[corner] + _mask[corner + 1] + _mask[corner + Stride] + _mask[corner + Stride + 1];
                if (set == 1) external++;
                if (set == 3) inner++;
            }
        }

        return TrafficResult.Of(external, inner);
    }
}
