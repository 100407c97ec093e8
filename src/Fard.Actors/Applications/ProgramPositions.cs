using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Networks.Description;

namespace Fard.Actors.Applications;

/// <summary>Reads the positions of a pipeline without a network: every one runs a program, and says how many bytes go in and out for each image.</summary>
internal sealed class ProgramPositions(ImmutableDictionary<string, PositionProgram> programs)
{
    private const int MaxImageBytes = 16 << 20;

    public ImmutableArray<PositionDescription> Read(Config config, string path)
    {
        var items = ApplicationReader.PositionsOf(config, path);
        var replicas = ApplicationReader.Number(config, path, "replicas", 1, 1, ReplicaReader.MaxReplicas);
        var positions = ImmutableArray.CreateBuilder<PositionDescription>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            var key = $"{path}.positions[{index}]";
            if (!items[index].IsObject()) throw new ApplicationConfigurationException(key, "is no object of job-name, input-bytes and output-bytes.");
            var position = ReadPosition(items[index].ToConfig(), key, index, replicas);
            if (positions.Any(other => other.JobName == position.JobName))
                throw new ApplicationConfigurationException($"{key}.job-name", $"'{position.JobName}' is taken by another position.");
            if (index > 0 && positions[^1].OutputBytesPerImage != position.InputBytesPerImage)
                throw new ApplicationConfigurationException($"{key}.input-bytes", $"is {position.InputBytesPerImage}; the position before puts out {positions[^1].OutputBytesPerImage} bytes for each image.");
            positions.Add(position);
        }

        return positions.DrainToImmutable();
    }

    private PositionDescription ReadPosition(Config config, string key, int index, int replicas)
    {
        var name = ApplicationReader.Text(config, key, "job-name");
        if (!programs.TryGetValue(name, out var program))
            throw new ApplicationConfigurationException($"{key}.job-name", $"there is no job '{name}'; without a network every position runs one of {string.Join(", ", programs.Keys.Order(StringComparer.Ordinal))}.");
        var board = new BoardRequirements(config.HasPath("board") ? ApplicationReader.Text(config, key, "board") : "");
        return new PositionDescription(
            name,
            new LayerRange(index, index),
            config.HasPath("bitstream") ? ApplicationReader.Text(config, key, "bitstream") : "",
            board,
            ApplicationReader.Number(config, key, "input-bytes", 0, 1, MaxImageBytes),
            ApplicationReader.Number(config, key, "output-bytes", 0, 1, MaxImageBytes))
        {
            Program = program,
            Replicas = ReplicaReader.Read(config, key, replicas, board),
        };
    }
}
