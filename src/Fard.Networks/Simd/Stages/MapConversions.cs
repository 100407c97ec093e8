using Fard.Networks.Simd.Maps;

namespace Fard.Networks.Simd.Stages;

/// <summary>From pixels in lanes to channels in words.</summary>
internal sealed unsafe class PlanesToPixels(PlaneMap source, PixelMap destination) : Stage
{
    private readonly AlignedBuffer _block = new(64 * sizeof(ulong));

    public override void Run(byte* input, byte* output, int images)
    {
        var block = (ulong*)_block.Pointer;
        for (var image = 0; image < images; image++)
        {
            for (var plane = 0; plane < source.Planes; plane++)
            {
                for (var channelWord = 0; channelWord < destination.WordsPerPlane; channelWord++)
                {
                    for (var pixelWord = 0; pixelWord < source.RasterWords; pixelWord++)
                        Convert(block, image, plane, channelWord, pixelWord);
                }
            }
        }
    }

    private void Convert(ulong* block, int image, int plane, int channelWord, int pixelWord)
    {
        for (var i = 0; i < 64; i++)
        {
            var channel = channelWord * 64 + i;
            block[i] = channel < source.Format.Channels
                ? ((ulong*)(source.Pointer + source.OffsetOf(channel, plane, 0)))[image * source.WordsPerImage + pixelWord]
                : 0;
        }

        BitTranspose.Transpose64(block);
        for (var i = 0; i < Math.Min(64, destination.Pixels - pixelWord * 64); i++)
            destination.At(image, pixelWord * 64 + i, plane)[channelWord] = block[i];
    }
}

/// <summary>From channels in words to pixels in lanes.</summary>
internal sealed unsafe class PixelsToPlanes(PixelMap source, PlaneMap destination) : Stage
{
    private readonly AlignedBuffer _blocks = new(64L * destination.StagingWords * sizeof(ulong));

    public override void Run(byte* input, byte* output, int images)
    {
        for (var image = 0; image < images; image++)
        {
            for (var plane = 0; plane < source.Planes; plane++)
            {
                for (var channelWord = 0; channelWord < source.WordsPerPlane; channelWord++)
                    Convert(image, plane, channelWord);
            }
        }
    }

    private void Convert(int image, int plane, int channelWord)
    {
        // 64 channels, the staging words of each behind each other; those behind the raster words stay zero.
        var staging = (ulong*)_blocks.Pointer;
        var block = stackalloc ulong[64];
        for (var pixelWord = 0; pixelWord < destination.RasterWords; pixelWord++)
        {
            for (var i = 0; i < 64; i++)
                block[i] = pixelWord * 64 + i < source.Pixels ? source.At(image, pixelWord * 64 + i, plane)[channelWord] : 0;
            BitTranspose.Transpose64(block);
            for (var i = 0; i < 64; i++)
                staging[i * destination.StagingWords + pixelWord] = block[i];
        }

        for (var i = 0; i < Math.Min(64, source.Format.Channels - channelWord * 64); i++)
            destination.Store(destination.PlaneAt((channelWord * 64 + i) * source.Planes + plane), image, staging + i * destination.StagingWords);
    }
}
