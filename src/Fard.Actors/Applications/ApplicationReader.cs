using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Description;

namespace Fard.Actors.Applications;

/// <summary>Reads applications from configuration: the keys below <c>fard.head.applications</c>, by application name.</summary>
/// <param name="findNetwork">Finds a network by name; null where there is none.</param>
public sealed class ApplicationReader(Func<string, NetworkDescription?> findNetwork)
{
    private const string Root = "fard.head.applications";

    /// <summary>Most positions of a pipeline.</summary>
    public const int MaxPositions = 64;

    /// <summary>Programs that positions run in place of a kernel, by the name of their job.</summary>
    internal ImmutableDictionary<string, PositionProgram> Programs { get; init; } = ImmutableDictionary<string, PositionProgram>.Empty;

    /// <summary>Reads every application.</summary>
    /// <param name="config">The member's configuration.</param>
    /// <exception cref="ApplicationConfigurationException">A key is missing or says something impossible.</exception>
    public ImmutableArray<ApplicationDescription> ReadAll(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (!config.HasPath(Root)) return [];
        var names = config.GetConfig(Root).AsEnumerable().Select(entry => entry.Key).Order(StringComparer.Ordinal);
        return [.. names.Select(name => Read(name, config.GetConfig($"{Root}.{name}")))];
    }

    /// <summary>Reads one application.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">What stands below its name.</param>
    /// <exception cref="ApplicationConfigurationException">A key is missing or says something impossible.</exception>
    public ApplicationDescription Read(string name, Config config)
    {
        var path = $"{Root}.{name}";
        if (config is null || config.IsEmpty) throw new ApplicationConfigurationException(path, "is empty; an application has at least a network and positions.");
        if (!config.HasPath("network") && !Programs.IsEmpty) return ReadPrograms(name, config, path);
        var networkName = Text(config, path, "network");
        var network = findNetwork(networkName) ?? throw new ApplicationConfigurationException($"{path}.network", $"there is no network '{networkName}'.");
        return Describe(name, network.Name, config, path, ReadPositions(config, path, network));
    }

    // Programs alone: what goes in and out of each is what its position says.
    private ApplicationDescription ReadPrograms(string name, Config config, string path) =>
        Describe(name, "", config, path, new ProgramPositions(Programs).Read(config, path));

    private static ApplicationDescription Describe(string name, string network, Config config, string path, ImmutableArray<PositionDescription> positions) =>
        new(name, network, positions)
        {
            MaxImages = Number(config, path, "max-images", 100_000, 1, 100_000_000),
            ChunkImages = Number(config, path, "chunk-images", 1, 1, 65_536),
            MaxQueue = Number(config, path, "max-queue", 256, 0, 1_000_000),
            QueueTimeout = Time(config, path, "queue-timeout", TimeSpan.FromMinutes(1)),
            JobTimeout = Time(config, path, "job-timeout", TimeSpan.FromMinutes(10)),
        };

    private ImmutableArray<PositionDescription> ReadPositions(Config config, string path, NetworkDescription network)
    {
        var items = PositionsOf(config, path);
        var replicas = Number(config, path, "replicas", 1, 1, ReplicaReader.MaxReplicas);
        var positions = ImmutableArray.CreateBuilder<PositionDescription>(items.Count);
        var next = 0;
        for (var index = 0; index < items.Count; index++)
        {
            var position = ReadPosition(items[index], $"{path}.positions[{index}]", replicas);
            if (position.Layers.First != next)
                throw new ApplicationConfigurationException($"{path}.positions[{index}].layers", $"begins with layer {position.Layers.First}; layer {next} is next.");
            if (position.Layers.Last >= network.Layers.Length)
                throw new ApplicationConfigurationException($"{path}.positions[{index}].layers", $"ends with layer {position.Layers.Last}; {network.Name} has layers 0..{network.Layers.Length - 1}.");
            if (positions.Any(other => other.JobName == position.JobName))
                throw new ApplicationConfigurationException($"{path}.positions[{index}].job-name", $"'{position.JobName}' is taken by another position.");
            next = position.Layers.Last + 1;
            positions.Add(position with
            {
                InputBytesPerImage = network.StreamBefore(position.Layers.First).BytesPerImage,
                OutputBytesPerImage = network.StreamBefore(position.Layers.Last + 1).BytesPerImage,
                Program = Programs.GetValueOrDefault(position.JobName),
            });
        }

        if (next != network.Layers.Length)
            throw new ApplicationConfigurationException($"{path}.positions", $"ends before layer {next}; {network.Name} has layers 0..{network.Layers.Length - 1}, and every one is computed once.");
        return positions.DrainToImmutable();
    }

    internal static IList<HoconValue> PositionsOf(Config config, string path)
    {
        var value = config.HasPath("positions") ? config.GetValue("positions") : null;
        if (value is null || !value.IsArray()) throw new ApplicationConfigurationException($"{path}.positions", "is missing; it is a list of {job-name, layers, bitstream, board}.");
        var items = value.GetArray();
        return items.Count is > 0 and <= MaxPositions
            ? items
            : throw new ApplicationConfigurationException($"{path}.positions", $"has {items.Count} entries; a pipeline has 1 to {MaxPositions} positions.");
    }

    private static PositionDescription ReadPosition(HoconValue value, string path, int replicas)
    {
        if (!value.IsObject()) throw new ApplicationConfigurationException(path, "is no object of job-name, layers, bitstream and board.");
        var config = value.ToConfig();
        var boardPath = $"{path}.board";
        if (!config.HasPath("board")) throw new ApplicationConfigurationException(boardPath, "is missing; say board = pynq-z1, or board { type = pynq-z1, name = ... }.");
        var requirements = config.GetValue("board") is { } board && board.IsObject()
            ? new BoardRequirements(Text(board.ToConfig(), boardPath, "type"), board.ToConfig().GetString("name", "") ?? "")
            : new BoardRequirements(Text(config, path, "board"));
        var layers = ReadLayers(config, path);
        return new PositionDescription(Text(config, path, "job-name"), layers, ReadBitstream(config, path, layers), requirements, 0, 0)
        {
            Replicas = ReplicaReader.Read(config, path, replicas, requirements),
        };
    }

    // A package may cover any range of layers: the reference always says which are wanted, so that a load can be checked and recognised.
    private static string ReadBitstream(Config config, string path, LayerRange layers)
    {
        var key = $"{path}.bitstream";
        BitstreamReference reference;
        try
        {
            reference = BitstreamReference.Parse(Text(config, path, "bitstream"));
        }
        catch (BitstreamPackageException exception)
        {
            throw new ApplicationConfigurationException(key, exception.Message, exception);
        }

        return reference.Layers is { } said && said != layers
            ? throw new ApplicationConfigurationException(key, $"'{reference}' names layers {said}; the position has layers {layers}.")
            : (reference with { Layers = layers }).ToString();
    }

    private static LayerRange ReadLayers(Config config, string path)
    {
        var key = $"{path}.layers";
        if (!config.HasPath("layers")) throw new ApplicationConfigurationException(key, "is missing; say layers = \"0..5\", or layers { first = 0, last = 5 }.");
        LayerRange layers;
        if (config.GetValue("layers") is { } value && value.IsObject())
        {
            layers = new LayerRange(Number(value.ToConfig(), key, "first", -1, 0, 9_999), Number(value.ToConfig(), key, "last", -1, 0, 9_999));
        }
        else
        {
            var text = Text(config, path, "layers");
            var ends = text.Split("..");
            if (ends.Length != 2
                || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
                throw new ApplicationConfigurationException(key, $"'{text}' is no range of layers; say \"0..5\".");
            layers = new LayerRange(first, last);
        }

        return layers.Last >= layers.First ? layers : throw new ApplicationConfigurationException(key, $"{layers} ends before it begins.");
    }

    internal static string Text(Config config, string path, string key)
    {
        var text = config.HasPath(key) ? config.GetString(key, "") : "";
        return string.IsNullOrWhiteSpace(text) ? throw new ApplicationConfigurationException($"{path}.{key}", "is missing.") : text;
    }

    internal static int Number(Config config, string path, string key, int fallback, int least, int most)
    {
        var number = config.HasPath(key) ? Parse(() => config.GetInt(key, fallback), path, key, "a whole number") : fallback;
        return number >= least && number <= most
            ? number
            : throw new ApplicationConfigurationException($"{path}.{key}", $"{number} is out of range; it may be {least} to {most}.");
    }

    private static TimeSpan Time(Config config, string path, string key, TimeSpan fallback)
    {
        var time = config.HasPath(key) ? Parse(() => config.GetTimeSpan(key, fallback, allowInfinite: false), path, key, "a time such as 30s") : fallback;
        return time > TimeSpan.Zero && time <= TimeSpan.FromDays(20)
            ? time
            : throw new ApplicationConfigurationException($"{path}.{key}", $"{time} is out of range; it is more than 0 and at most 20 days.");
    }

    internal static T Parse<T>(Func<T> read, string path, string key, string expected)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
        {
            throw new ApplicationConfigurationException($"{path}.{key}", $"is not {expected} ({exception.Message}).", exception);
        }
    }
}
