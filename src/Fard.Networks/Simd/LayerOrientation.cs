using Fard.Networks.Description;

namespace Fard.Networks.Simd;

/// <summary>What lies in the lanes of the vectors that compute a layer.</summary>
internal enum LayerOrientation
{
    /// <summary>Fixed-point bytes in: 16-bit lanes, pixels of a row.</summary>
    FixedPoint,

    /// <summary>As <see cref="FixedPoint"/>, without vectors, for shapes that it does not cover.</summary>
    WideFixedPoint,

    /// <summary>Pixels; weights that are zero cost nothing.</summary>
    Pixels,

    /// <summary>Output channels; activations that are zero cost nothing.</summary>
    Channels,
}

internal static class LayerOrientations
{
    /// <summary>The orientation that counts fewer vectors an image, a full group of images assumed.</summary>
    public static LayerOrientation Choose(LayerDescription layer, VectorWidth width)
    {
        if (layer.Input.Element == ElementFormat.Fixed8)
        {
            return layer.Columns > Layout.FixedPointLists.MostColumns || layer.OutputElement == ElementFormat.Int16
                ? LayerOrientation.WideFixedPoint
                : LayerOrientation.FixedPoint;
        }

        if (layer.OutputElement == ElementFormat.Int16)
            return LayerOrientation.Channels;
        var pixels = layer.ConvolutionHeight * layer.ConvolutionWidth;
        var wordsPerImage = ((layer.ConvolutionHeight - 1) * layer.Input.Width + layer.ConvolutionWidth + 63) / 64;
        var inPixels = (long)layer.OutputChannels * wordsPerImage * 64 / (int)width;
        var inChannels = (long)pixels * ((layer.OutputChannels + (int)width - 1) / (int)width);
        return inPixels < inChannels ? LayerOrientation.Pixels : LayerOrientation.Channels;
    }
}
