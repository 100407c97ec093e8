using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>From a packed stream of bits or ternary values to channels in words.</summary>
internal sealed unsafe class StreamToPixels(PixelMap destination) : Stage
{
    public override void Run(byte* input, byte* output, int images)
    {
        var (channels, bytesPerImage) = (destination.Format.Channels, destination.Format.BytesPerImage);
        for (var image = 0; image < images; image++)
        {
            var words = (ulong*)(input + (long)image * bytesPerImage);
            for (var pixel = 0; pixel < destination.Pixels; pixel++)
            {
                for (var channel = 0; channel < channels; channel += 64)
                {
                    var count = Math.Min(64, channels - channel);
                    if (destination.Planes == 1)
                        destination.At(image, pixel, 0)[channel / 64] = BitReader.Read(words, pixel * channels + channel, count);
                    else
                        ReadTernary(words, image, pixel, channel, count);
                }
            }
        }
    }

    private void ReadTernary(ulong* words, int image, int pixel, int channel, int count)
    {
        var position = 2 * (pixel * destination.Format.Channels + channel);
        var values = BitReader.Read(words, position, 2 * Math.Min(32, count));
        var (low, high) = (EvenBits.Extract(values), EvenBits.Extract(values >> 1));
        if (count > 32)
        {
            values = BitReader.Read(words, position + 64, 2 * (count - 32));
            low |= EvenBits.Extract(values) << 32;
            high |= EvenBits.Extract(values >> 1) << 32;
        }

        if ((high & ~low) != 0)
        {
            throw new ArgumentException(
                $"A ternary stream holds -2 in image {image} of its group, pixel {pixel}, at or behind channel {channel}; expected -1, 0 or +1.");
        }

        destination.At(image, pixel, 0)[channel / 64] = ~high;
        destination.At(image, pixel, 1)[channel / 64] = low & ~high;
    }
}

/// <summary>From channels in words to a packed stream of bits or ternary values.</summary>
internal sealed unsafe class PixelsToStream(PixelMap source) : Stage
{
    public override void Run(byte* input, byte* output, int images)
    {
        var (channels, bytesPerImage) = (source.Format.Channels, source.Format.BytesPerImage);
        for (var image = 0; image < images; image++)
        {
            var start = output + (long)image * bytesPerImage;
            var writer = new BitWriter((ulong*)start);
            for (var pixel = 0; pixel < source.Pixels; pixel++)
            {
                if (source.Planes == 1)
                    WriteBits(ref writer, source.At(image, pixel, 0), channels);
                else
                    WriteTernary(ref writer, source.At(image, pixel, 0), source.At(image, pixel, 1), channels);
            }

            writer.Finish((ulong*)(start + bytesPerImage));
        }
    }

    private static void WriteBits(ref BitWriter writer, ulong* words, int channels)
    {
        for (var channel = 0; channel < channels; channel += 64)
        {
            var count = Math.Min(64, channels - channel);
            writer.Append(words[channel / 64] & ulong.MaxValue >> (64 - count), count);
        }
    }

    private static void WriteTernary(ref BitWriter writer, ulong* notNegative, ulong* positive, int channels)
    {
        for (var channel = 0; channel < channels; channel += 32)
        {
            var count = Math.Min(32, channels - channel);
            var (mask, shift) = (ulong.MaxValue >> (64 - count), channel & 32);
            var negative = ~notNegative[channel / 64] >> shift & mask;
            var low = negative | (positive[channel / 64] >> shift & mask);
            writer.Append(EvenBits.Deposit(low) | EvenBits.Deposit(negative) << 1, 2 * count);
        }
    }
}
