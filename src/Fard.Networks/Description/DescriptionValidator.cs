namespace Fard.Networks.Description;

/// <summary>Checks a network description: shapes, folding, encodings, and that every layer reads the stream that the layer before it writes.</summary>
public static class DescriptionValidator
{
    /// <summary>The longest packed stream of one image and the largest weight matrix that a description may ask for.</summary>
    private const long LargestStreamBits = 1L << 32, LargestWeightCount = 1L << 28;

    /// <exception cref="NetworkDescriptionException">The description is not computable; the message says where and why.</exception>
    public static void Validate(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (string.IsNullOrWhiteSpace(network.Name))
            throw new NetworkDescriptionException("", null, "the name is empty.");
        if (network.Layers.IsDefaultOrEmpty)
            throw new NetworkDescriptionException(network.Name, null, "it has no layers.");

        for (var index = 0; index < network.Layers.Length; index++)
        {
            var layer = network.Layers[index];
            if (FindProblem(layer) is { } problem)
                throw new NetworkDescriptionException(network.Name, index, problem);
            if (layer.Input != network.StreamBefore(index))
                throw new NetworkDescriptionException(network.Name, index, index == 0
                    ? $"it reads {layer.Input}, but the network's input is {network.Input}."
                    : $"it reads {layer.Input}, but layer {index - 1} writes {network.StreamBefore(index)}.");
        }

        if (network.Image is { } image && FindImageProblem(image, network.Input) is { } imageProblem)
            throw new NetworkDescriptionException(network.Name, null, imageProblem);
    }

    private static string? FindProblem(LayerDescription layer) =>
        FindShapeProblem(layer) ?? FindFoldingProblem(layer) ?? FindEncodingProblem(layer) ?? FindPoolProblem(layer);

    private static string? FindImageProblem(ImageShape image, StreamFormat input)
    {
        if (image.Height < 1 || image.Width < 1 || image.Channels < 1)
            return $"its image {image} is empty; height, width and channels are at least 1.";
        var fits = input.Element switch
        {
            ElementFormat.Fixed8 => (image.Height, image.Width, image.Channels) == (input.Height, input.Width, input.Channels),
            ElementFormat.Bit => !IsLongerThan(input.ElementsPerImage, image.Height, image.Width, image.Channels),
            _ => false,
        };
        return fits ? null : $"its input {input} does not hold its image {image}: Fixed8 has the image's shape, Bit at least as many elements.";
    }

    private static string? FindShapeProblem(LayerDescription layer)
    {
        var input = layer.Input;
        if (input.Height < 1 || input.Width < 1 || input.Channels < 1)
            return $"its input {input} is empty; height, width and channels are at least 1.";
        if (layer.KernelSize < 1 || layer.KernelSize > input.Height || layer.KernelSize > input.Width)
            return $"a kernel of {layer.KernelSize} does not fit into a map of {input.Height}x{input.Width} (there is no padding).";
        if (layer.OutputChannels < 1)
            return $"it has {layer.OutputChannels} output channels; expected at least 1.";
        if (IsLongerThan(LargestStreamBits, input.Height, input.Width, input.Channels, input.BitsPerElement))
            return $"its input {input} exceeds {LargestStreamBits} bits an image.";
        if (IsLongerThan(LargestStreamBits, layer.ConvolutionHeight, layer.ConvolutionWidth, layer.OutputChannels, 16))
            return $"its output exceeds {LargestStreamBits} bits an image.";
        if (IsLongerThan(LargestWeightCount, layer.KernelSize, layer.KernelSize, input.Channels, layer.OutputChannels))
            return $"it has more than {LargestWeightCount} weights.";
        return null;
    }

    private static string? FindFoldingProblem(LayerDescription layer)
    {
        if (layer.Pe < 1 || layer.OutputChannels % layer.Pe != 0)
            return $"PE {layer.Pe} does not divide its {layer.OutputChannels} rows.";
        if (layer.Simd < 1 || layer.Columns % layer.Simd != 0)
            return $"SIMD {layer.Simd} does not divide its {layer.Columns} columns.";
        if (layer.Simd * layer.BitsPerWeight > 64)
            return $"SIMD {layer.Simd} of {layer.BitsPerWeight}-bit weights does not fit into a 64-bit word.";
        return null;
    }

    private static string? FindEncodingProblem(LayerDescription layer)
    {
        if (layer.Input.Element is not (ElementFormat.Fixed8 or ElementFormat.Bit or ElementFormat.Ternary))
            return $"it reads {layer.Input.Element}; a layer reads Fixed8, Bit or Ternary.";
        if (layer.OutputElement == ElementFormat.Fixed8)
            return "it writes Fixed8; a layer writes Bit, Ternary, Int16 or ClassWord.";
        if (!Enum.IsDefined(layer.OutputElement) || !Enum.IsDefined(layer.Weights) || !Enum.IsDefined(layer.Accumulation))
            return "an encoding is not one of its enumeration's values.";
        if (layer.Accumulation == Accumulation.XnorPopcount && (layer.Input.Element, layer.Weights) != (ElementFormat.Bit, WeightFormat.Binary))
            return $"XnorPopcount takes bits and binary weights, not {layer.Input.Element} and {layer.Weights}.";
        if (layer.OutputElement == ElementFormat.ClassWord && (layer.OutputChannels > 64 || layer.ConvolutionHeight * layer.ConvolutionWidth != 1))
            return "a class word holds at most 64 rows of a 1x1 map.";
        if (layer.OutputElement == ElementFormat.Int16 && layer.LargestAccumulator > short.MaxValue)
            return $"its sums reach {layer.LargestAccumulator}, which 16-bit scores do not hold.";
        return null;
    }

    private static string? FindPoolProblem(LayerDescription layer)
    {
        if (!layer.MaxPool)
            return null;
        if (layer.OutputElement is not (ElementFormat.Bit or ElementFormat.Ternary))
            return $"a max pool takes Bit or Ternary values, not {layer.OutputElement}.";
        if (layer.ConvolutionHeight % 2 != 0 || layer.ConvolutionWidth % 2 != 0)
            return $"a 2x2 max pool does not divide a map of {layer.ConvolutionHeight}x{layer.ConvolutionWidth}.";
        return null;
    }

    private static bool IsLongerThan(long limit, params ReadOnlySpan<int> factors)
    {
        long product = 1;
        foreach (var factor in factors)
        {
            if (factor > limit / product)
                return true;
            product *= factor;
        }

        return false;
    }
}
