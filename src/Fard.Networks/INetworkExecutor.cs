using Fard.Networks.Description;

namespace Fard.Networks;

/// <summary>Computes a contiguous layer range of one network with one set of parameters: packed stream in, packed stream out.</summary>
/// <remarks>An instance owns its scratch memory: one thread at a time. Running allocates nothing.</remarks>
public interface INetworkExecutor
{
    NetworkDescription Network { get; }

    LayerRange Range { get; }

    StreamFormat Input { get; }

    StreamFormat Output { get; }

    /// <summary>Computes <paramref name="imageCount"/> images.</summary>
    /// <param name="input"><c>imageCount * Input.BytesPerImage</c> bytes.</param>
    /// <param name="output">At least <c>imageCount * Output.BytesPerImage</c> bytes.</param>
    /// <exception cref="ArgumentException">A length does not fit the image count.</exception>
    void Execute(ReadOnlySpan<byte> input, Span<byte> output, int imageCount);
}
