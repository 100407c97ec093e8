using System.Collections.Immutable;
using System.Globalization;

namespace Fard.Planning.Training;

/// <summary>Where convolution weights are kept: with the board that computes with them, the excess with the nearest board that has room.</summary>
/// <param name="Own">By board, bytes that it computes with.</param>
/// <param name="Stored">By board, bytes that it keeps.</param>
/// <param name="UpOver">By link, bytes per image that go to a later board: weights are read once forward and once for the errors.</param>
/// <param name="DownOver">The same to an earlier board.</param>
internal sealed record WeightPlacement(double[] Own, double[] Stored, double[] UpOver, double[] DownOver)
{
    private const int UsesPerImage = 2;

    /// <exception cref="ArgumentException">The boards cannot hold the weights.</exception>
    public static WeightPlacement Of(TrainingNetwork network, TrainingBoard board, ImmutableArray<ImmutableArray<TrainingShare>> shares)
    {
        var own = shares.Select(parts => parts.Where(part => network.Layers[part.Layer].IsConvolution)
            .Sum(part => (part.To - part.From) * network.Layers[part.Layer].Weights * TrainingTraffic.ValueBytes)).ToArray();
        var capacity = board.WeightBytes * own.Length;
        if (own.Sum() > capacity)
        {
            var needed = (int)Math.Ceiling(own.Sum() / board.WeightBytes);
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Name} has {own.Sum() / 1e6:0.0} MB of convolution weights; {own.Length} boards {board.Name} keep {capacity / 1e6:0.0} MB in block RAM. Take at least {needed} boards."));
        }

        var placement = new WeightPlacement(own, [.. own.Select(bytes => Math.Min(bytes, board.WeightBytes))], new double[own.Length], new double[own.Length]);
        for (var user = 0; user < own.Length; user++)
            placement.MoveExcess(user, own[user] - board.WeightBytes, board.WeightBytes);
        return placement;
    }

    private void MoveExcess(int user, double excess, double capacity)
    {
        for (var distance = 1; excess > 0 && distance < Own.Length; distance++)
        {
            foreach (var home in new[] { user - distance, user + distance })
            {
                if (home < 0 || home >= Own.Length)
                    continue;
                var moved = Math.Min(excess, capacity - Stored[home]);
                if (moved <= 0)
                    continue;
                Stored[home] += moved;
                excess -= moved;
                var over = home < user ? UpOver : DownOver;
                for (var link = Math.Min(home, user); link < Math.Max(home, user); link++)
                    over[link] += UsesPerImage * moved;
            }
        }
    }
}
