using System.Numerics;
using Fard.Networks.Parameters;

namespace Fard.Networks.BitPlanes;

/// <summary>The weights of a layer as bit planes, in groups of columns that start at a word of their own; bits behind a group's last column are zero.</summary>
internal sealed class PlaneWeights
{
    /// <param name="parameters">The layer's trained values.</param>
    /// <param name="group">Columns of a group, which divide the layer's columns.</param>
    public PlaneWeights(LayerParameters parameters, int group)
    {
        var wordsPerGroup = (group + 63) / 64;
        WordsPerRow = parameters.Columns / group * wordsPerGroup;
        Sign = new ulong[parameters.Rows * WordsPerRow];
        Nonzero = new ulong[Sign.Length];
        NonzeroCount = new int[parameters.Rows];
        for (var row = 0; row < parameters.Rows; row++)
        {
            var weights = parameters.Weights(row);
            for (var column = 0; column < weights.Length; column++)
            {
                var bit = column % group;
                var word = row * WordsPerRow + column / group * wordsPerGroup + bit / 64;
                Sign[word] |= (weights[column] < 0 ? 1UL : 0) << bit;
                Nonzero[word] |= (weights[column] != 0 ? 1UL : 0) << bit;
            }

            foreach (var word in Nonzero.AsSpan(row * WordsPerRow, WordsPerRow))
                NonzeroCount[row] += BitOperations.PopCount(word);
        }
    }

    public int WordsPerRow { get; }

    /// <summary>Set where the weight is -1.</summary>
    public ulong[] Sign { get; }

    /// <summary>Set where the weight is -1 or +1.</summary>
    public ulong[] Nonzero { get; }

    /// <summary>Weights of a row that are -1 or +1.</summary>
    public int[] NonzeroCount { get; }
}
