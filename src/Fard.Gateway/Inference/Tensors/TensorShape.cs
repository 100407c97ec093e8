using System.Collections.Immutable;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>Checks of shapes that came from outside.</summary>
internal static class TensorShape
{
    /// <summary>Most dimensions of a tensor.</summary>
    public const int MaxDimensions = 8;

    /// <summary>Elements of a tensor.</summary>
    /// <param name="most">More than this are refused.</param>
    /// <exception cref="InferenceException">A dimension is negative, there are too many, or too many elements.</exception>
    public static int ElementsOf(string tensor, ImmutableArray<long> shape, int most)
    {
        if (shape.Length > MaxDimensions) throw InferenceException.Invalid($"input '{tensor}' has {shape.Length} dimensions; at most {MaxDimensions} are accepted.");
        long elements = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0) throw InferenceException.Invalid($"input '{tensor}' has the shape {Text(shape)}; a dimension is 0 or more.");
            if (dimension > most || (elements *= dimension) > most) throw InferenceException.Invalid($"input '{tensor}' has the shape {Text(shape)}, more than the {most} elements that are accepted.");
        }

        return (int)elements;
    }

    /// <summary>A shape as it stands in JSON.</summary>
    public static string Text(ImmutableArray<long> shape) => $"[{string.Join(", ", shape)}]";
}
