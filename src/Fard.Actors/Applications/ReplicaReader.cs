using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Applications;

/// <summary>Reads the replicas of a position: <c>replicas = 3</c>, <c>weights = [2, 1, 1]</c>, <c>boards = [a, b, c]</c>, or what of it is wanted.</summary>
internal static class ReplicaReader
{
    /// <summary>Most replicas of one position.</summary>
    public const int MaxReplicas = 32;

    /// <param name="config">The position.</param>
    /// <param name="path">Its key, for messages.</param>
    /// <param name="fallback">Replicas of a position that does not say.</param>
    /// <param name="board">What the position asks of its board.</param>
    public static ImmutableArray<ReplicaDescription> Read(Config config, string path, int fallback, BoardRequirements board)
    {
        var weights = config.HasPath("weights") ? ReadWeights(config, path) : default;
        var boards = config.HasPath("boards") ? ReadBoards(config, path) : default;
        var listed = !weights.IsDefault ? weights.Length : !boards.IsDefault ? boards.Length : fallback;
        var count = config.HasPath("replicas") ? ApplicationReader.Number(config, path, "replicas", 1, 1, MaxReplicas) : listed;
        if (!weights.IsDefault && weights.Length != count)
            throw new ApplicationConfigurationException($"{path}.weights", $"has {weights.Length} entries for {count} replicas.");
        if (!boards.IsDefault && boards.Length != count)
            throw new ApplicationConfigurationException($"{path}.boards", $"has {boards.Length} entries for {count} replicas.");
        if (count > 1 && board.BoardName.Length > 0)
            throw new ApplicationConfigurationException($"{path}.board.name", $"names one board for {count} replicas, and each needs a board of its own; say boards = [...].");
        if (count == 1 && boards.IsDefault) return ReplicaDescription.Alone;
        return [.. Enumerable.Range(0, count).Select(index => new ReplicaDescription(weights.IsDefault ? 1 : weights[index], boards.IsDefault ? "" : boards[index]))];
    }

    private static ImmutableArray<int> ReadWeights(Config config, string path)
    {
        var weights = ApplicationReader.Parse(() => config.GetIntList("weights").ToImmutableArray(), path, "weights", "a list of whole numbers");
        if (weights.Length is 0 or > MaxReplicas) throw new ApplicationConfigurationException($"{path}.weights", $"has {weights.Length} entries; a position has 1 to {MaxReplicas} replicas.");
        return ChunkDeal.PeriodOf(weights) is > 0 and <= ChunkDeal.MaxPeriod
            ? weights
            : throw new ApplicationConfigurationException(
                $"{path}.weights", $"{string.Join(", ", weights)} cannot be dealt: each is at least 1, and divided by what they have in common they are {ChunkDeal.MaxPeriod} in all at most.");
    }

    private static ImmutableArray<string> ReadBoards(Config config, string path)
    {
        var boards = ApplicationReader.Parse(() => config.GetStringList("boards").ToImmutableArray(), path, "boards", "a list of names");
        if (boards.Length is 0 or > MaxReplicas) throw new ApplicationConfigurationException($"{path}.boards", $"has {boards.Length} entries; a position has 1 to {MaxReplicas} replicas.");
        return boards.Where(board => board.Length > 0).GroupBy(board => board).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ApplicationConfigurationException($"{path}.boards", $"names {twice.Key} twice; each replica has a board of its own.")
            : boards;
    }
}
