namespace Fard.Networks;

/// <summary>The checks that every executor makes before it computes.</summary>
internal static class ExecutorArguments
{
    /// <exception cref="ArgumentException">A length does not fit the image count.</exception>
    public static void Check(INetworkExecutor executor, ReadOnlySpan<byte> input, ReadOnlySpan<byte> output, int imageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(imageCount);
        if (input.Length != (long)imageCount * executor.Input.BytesPerImage)
            throw new ArgumentException($"{imageCount} images of {executor.Input} take {(long)imageCount * executor.Input.BytesPerImage} bytes, got {input.Length}.", nameof(input));
        if (output.Length < (long)imageCount * executor.Output.BytesPerImage)
            throw new ArgumentException($"{imageCount} results of {executor.Output} take {(long)imageCount * executor.Output.BytesPerImage} bytes, got room for {output.Length}.", nameof(output));
    }
}
