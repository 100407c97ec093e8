using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Scores;

/// <summary>Reads the class out of a network's output: the best of its 16-bit scores, or the highest bit of its class word.</summary>
public sealed class ScoreReader
{
    private readonly ImmutableArray<string> _classes;

    /// <exception cref="ArgumentException">The network's output holds neither scores nor a class word.</exception>
    public ScoreReader(NetworkParameters parameters)
        : this((parameters ?? throw new ArgumentNullException(nameof(parameters))).Network, parameters.Classes)
    {
    }

    /// <param name="network">The network whose output is read.</param>
    /// <param name="classes">Class names; the outputs behind them are padding and do not count.</param>
    /// <exception cref="ArgumentException">The network's output holds neither scores nor a class word, or fewer of them than there are classes.</exception>
    public ScoreReader(NetworkDescription network, ImmutableArray<string> classes)
    {
        ArgumentNullException.ThrowIfNull(network);
        Output = network.StreamBefore(network.Layers.Length);
        if (Output.Element is not (ElementFormat.Int16 or ElementFormat.ClassWord) || Output.Height * Output.Width != 1)
            throw new ArgumentException($"Network '{network.Name}' writes {Output}, which is neither a row of scores nor a class word.", nameof(network));
        if (classes.IsDefaultOrEmpty || classes.Length > Output.Channels)
            throw new ArgumentException($"Expected 1 to {Output.Channels} class names, got {(classes.IsDefault ? 0 : classes.Length)}.", nameof(classes));
        _classes = classes;
    }

    /// <summary>The packed stream that it reads.</summary>
    public StreamFormat Output { get; }

    /// <summary>
    /// The class of one image. Of equal scores the first wins. A class word without a bit below the class count means class 0, as in BNN-PYNQ.
    /// </summary>
    /// <param name="output">At least <see cref="StreamFormat.BytesPerImage"/> bytes of the network's output.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> is too short.</exception>
    public Classification Read(ReadOnlySpan<byte> output)
    {
        if (output.Length < Output.BytesPerImage)
            throw new ArgumentException($"{Output} takes {Output.BytesPerImage} bytes an image, got {output.Length}.", nameof(output));
        return Output.Element == ElementFormat.ClassWord ? ReadClassWord(output) : ReadScores(output);
    }

    private Classification ReadScores(ReadOnlySpan<byte> output)
    {
        var (best, bestScore) = (0, BinaryPrimitives.ReadInt16LittleEndian(output));
        for (var index = 1; index < _classes.Length; index++)
        {
            var score = BinaryPrimitives.ReadInt16LittleEndian(output[(2 * index)..]);
            if (score > bestScore)
                (best, bestScore) = (index, score);
        }

        return new Classification(best, _classes[best], bestScore);
    }

    private Classification ReadClassWord(ReadOnlySpan<byte> output)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(output) & ulong.MaxValue >> (64 - _classes.Length);
        var index = word == 0 ? 0 : BitOperations.Log2(word);
        return new Classification(index, _classes[index], null);
    }
}
