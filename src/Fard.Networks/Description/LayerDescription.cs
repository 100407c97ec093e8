namespace Fard.Networks.Description;

/// <summary>
/// One matrix-vector-threshold layer: a convolution (square kernel, stride 1, no padding) or a fully connected layer (kernel 1 on a 1x1 map),
/// with the 2x2 max pool behind it where there is one, and the folding it has in hardware.
/// </summary>
/// <param name="Input">The packed stream it reads.</param>
/// <param name="KernelSize">Side of the square kernel; 1 for a fully connected layer.</param>
/// <param name="OutputChannels">Rows of the weight matrix.</param>
/// <param name="Weights">Encoding of a weight.</param>
/// <param name="Accumulation">What is summed up: a signed dot product, or agreeing bits (the W1A1 networks).</param>
/// <param name="OutputElement">Encoding of an output value; <see cref="ElementFormat.Int16"/> has no thresholds.</param>
/// <param name="MaxPool">Whether a 2x2 max pool with stride 2 follows.</param>
/// <param name="Pe">Processing elements: rows computed at once; divides <paramref name="OutputChannels"/>.</param>
/// <param name="Simd">Lanes of a processing element: columns computed at once; divides <see cref="Columns"/>.</param>
public sealed record LayerDescription(
    StreamFormat Input,
    int KernelSize,
    int OutputChannels,
    WeightFormat Weights,
    Accumulation Accumulation,
    ElementFormat OutputElement,
    bool MaxPool,
    int Pe,
    int Simd)
{
    /// <summary>Rows of the convolution's result, before the pool.</summary>
    public int ConvolutionHeight => Input.Height - KernelSize + 1;

    /// <summary>Columns of the convolution's result, before the pool.</summary>
    public int ConvolutionWidth => Input.Width - KernelSize + 1;

    /// <summary>Columns of the weight matrix, in the order (ky, kx, channel).</summary>
    public int Columns => KernelSize * KernelSize * Input.Channels;

    /// <summary>Bits of one encoded weight.</summary>
    public int BitsPerWeight => Weights == WeightFormat.Ternary ? 2 : 1;

    /// <summary>Output rows per processing element (neuron fold).</summary>
    public int NeuronFold => OutputChannels / Pe;

    /// <summary>Column groups per output row (synapse fold).</summary>
    public int SynapseFold => Columns / Simd;

    /// <summary>Thresholds of one output row: 0 for scores, 1 for bits, 2 for ternary values.</summary>
    public int ThresholdsPerRow => OutputElement switch
    {
        ElementFormat.Int16 => 0,
        ElementFormat.Ternary => 2,
        _ => 1,
    };

    /// <summary>The largest magnitude that a sum over all columns can have.</summary>
    public long LargestAccumulator => Input.Element == ElementFormat.Fixed8 ? 256L * Columns : Columns;

    /// <summary>Clock cycles for one image: (rows / PE) * (columns / SIMD) * output pixels (FINN's folding model).</summary>
    public long CyclesPerImage => (long)NeuronFold * SynapseFold * ConvolutionHeight * ConvolutionWidth;

    /// <summary>The packed stream it writes, behind its pool where it has one.</summary>
    public StreamFormat Output => new(
        MaxPool ? ConvolutionHeight / 2 : ConvolutionHeight,
        MaxPool ? ConvolutionWidth / 2 : ConvolutionWidth,
        OutputChannels,
        OutputElement);

    /// <summary>What it was made of; nothing that is computed from it, so that even a description that is not valid can be shown.</summary>
    public override string ToString() =>
        $"{Input} -> {OutputChannels} {OutputElement}, kernel {KernelSize}, {Weights} weights, {Accumulation}{(MaxPool ? ", max pool" : "")}, PE {Pe}, SIMD {Simd}";
}
