using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Networks.Parameters;

/// <summary>The trained values of one layer, independent of its folding. Immutable; executors derive layouts of their own from it.</summary>
public sealed class LayerParameters
{
    private readonly ImmutableArray<sbyte> _weights;
    private readonly ImmutableArray<int> _thresholds;

    /// <param name="layer">The layer that they belong to.</param>
    /// <param name="weights">Row by row, a row's columns in the order (ky, kx, channel); -1 or +1, and 0 where the layer's weights are ternary.</param>
    /// <param name="thresholds">Row by row, ascending within a row; <see cref="LayerDescription.ThresholdsPerRow"/> of them for each.</param>
    /// <exception cref="ArgumentException">A count or a value does not fit the layer.</exception>
    public LayerParameters(LayerDescription layer, ImmutableArray<sbyte> weights, ImmutableArray<int> thresholds)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Rows = layer.OutputChannels;
        Columns = layer.Columns;
        ThresholdsPerRow = layer.ThresholdsPerRow;
        if (weights.IsDefault || weights.Length != Rows * Columns)
            throw new ArgumentException($"Expected {Rows} x {Columns} weights, got {(weights.IsDefault ? 0 : weights.Length)}.", nameof(weights));
        if (thresholds.IsDefault || thresholds.Length != Rows * ThresholdsPerRow)
            throw new ArgumentException($"Expected {Rows} x {ThresholdsPerRow} thresholds, got {(thresholds.IsDefault ? 0 : thresholds.Length)}.", nameof(thresholds));

        var ternary = layer.Weights == WeightFormat.Ternary;
        foreach (var weight in weights)
        {
            if (weight is < -1 or > 1 || (weight == 0 && !ternary))
                throw new ArgumentException($"A {layer.Weights} weight is {weight}.", nameof(weights));
        }

        _weights = weights;
        _thresholds = thresholds;
        for (var row = 0; row < Rows; row++)
        {
            var own = Thresholds(row);
            for (var i = 1; i < own.Length; i++)
            {
                if (own[i] < own[i - 1])
                    throw new ArgumentException($"The thresholds of row {row} are out of order: {own[i - 1]}, {own[i]}.", nameof(thresholds));
            }
        }
    }

    /// <summary>Output channels.</summary>
    public int Rows { get; }

    /// <summary>Weights of one row.</summary>
    public int Columns { get; }

    /// <summary>0 for scores, 1 for bits, 2 for ternary values.</summary>
    public int ThresholdsPerRow { get; }

    /// <summary>The weights of one row: -1, 0 or +1 in the order (ky, kx, channel).</summary>
    public ReadOnlySpan<sbyte> Weights(int row) => _weights.AsSpan().Slice(row * Columns, Columns);

    /// <summary>The thresholds of one row, ascending: a value counts those that lie strictly below the sum.</summary>
    public ReadOnlySpan<int> Thresholds(int row) => _thresholds.AsSpan().Slice(row * ThresholdsPerRow, ThresholdsPerRow);
}
