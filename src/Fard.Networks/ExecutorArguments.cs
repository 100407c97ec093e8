using Fard.Networks.Description;

namespace Fard.Networks;

/// <summary>The checks that every executor makes before it computes.</summary>
internal static class ExecutorArguments
{
    /// <exception cref="ArgumentException">A length does not fit the image count.</exception>
    public static void Check(INetworkExecutor executor, ReadOnlySpan<byte> input, ReadOnlySpan<byte> output, int imageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(imageCount);
        if (input.Length != (long)imageCount * executor.Input.BytesPerImage)
            throw new ArgumentException($"{Need(executor.Input, imageCount)}, got {input.Length}.", nameof(input));
        if (output.Length < (long)imageCount * executor.Output.BytesPerImage)
            throw new ArgumentException($"{Need(executor.Output, imageCount)}, got room for {output.Length}.", nameof(output));
    }

    private static string Need(StreamFormat format, int imageCount) => $"{imageCount} images of {format} take {(long)imageCount * format.BytesPerImage} bytes";
}
