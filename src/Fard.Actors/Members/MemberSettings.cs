using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Actors.Members;

/// <summary>Reads the parts of the configuration that every member has.</summary>
public static class MemberSettings
{
    /// <summary>Reads <c>fard.jobs</c> and <c>fard.data-plane</c>.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static JobSettings ReadJobs(Config config) => new()
    {
        DataPlane = ReadDataPlane(config),
        ConfigureTimeout = Time(config, "fard.jobs.configure-timeout"),
        MaxAttempts = Count(config, "fard.jobs.max-attempts", 1, 1000),
        AnswerTimeout = Time(config, "fard.jobs.answer-timeout"),
        StartTimeout = Time(config, "fard.jobs.start-timeout"),
        StopRetry = Time(config, "fard.jobs.stop-retry"),
        OrphanTimeout = Time(config, "fard.jobs.orphan-timeout"),
        ProgressChunks = Count(config, "fard.jobs.progress-chunks", 1, int.MaxValue),
        ReportInterval = Time(config, "fard.jobs.report-interval"),
        Remembered = Count(config, "fard.jobs.remembered", 0, 10_000_000),
    };

    /// <summary>Reads <c>fard.head.history</c>.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static HistorySettings ReadHistory(Config config) =>
        new(Count(config, "fard.head.history.events", 1, 1_000_000), Count(config, "fard.head.history.jobs", 0, 100_000));

    /// <summary>Reads <c>fard.data-plane</c>.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static DataPlaneSettings ReadDataPlane(Config config)
    {
        var publicHost = Text(config, "fard.data-plane.public-host");
        return new DataPlaneSettings
        {
            Host = Text(config, "fard.data-plane.host"),
            Port = Count(config, "fard.data-plane.port", 0, 65_535),
            PublicHost = publicHost.Length == 0 ? null : publicHost,
            MaxPayload = Bytes(config, "fard.data-plane.max-payload"),
            WindowChunks = Count(config, "fard.data-plane.window-chunks", 1, 65_536),
            WindowBytes = Bytes(config, "fard.data-plane.window-bytes"),
            HelloTimeout = Time(config, "fard.data-plane.hello-timeout"),
            ConnectTimeout = Time(config, "fard.data-plane.connect-timeout"),
            MaxPendingConnections = Count(config, "fard.data-plane.max-pending-connections", 1, 1_000_000),
        };
    }

    /// <summary>Reads <c>fard.content</c>.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static ContentSettings ReadContent(Config config) => new()
    {
        MaxBytes = LongBytes(config, "fard.content.max-bytes"),
        MaxLength = LongBytes(config, "fard.content.max-length"),
        MaxConnections = Count(config, "fard.content.max-connections", 1, 65_536),
        StallTimeout = Time(config, "fard.content.stall-timeout"),
        Rounds = Count(config, "fard.content.rounds", 1, 1000),
        RoundDelay = Time(config, "fard.content.round-delay"),
    };

    internal static string Text(Config config, string key) =>
        config.HasPath(key) ? config.GetString(key, "") ?? "" : throw new FardConfigurationException($"{key} is missing; Fard's reference.conf has a default for it.");

    internal static TimeSpan Time(Config config, string key)
    {
        var time = Read(key, "a time such as 5s", () => config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false));
        return time > TimeSpan.Zero && time <= TimeSpan.FromDays(20) ? time : throw new FardConfigurationException($"{key} is {time}; expected more than 0 and at most 20 days.");
    }

    internal static double Rate(Config config, string key, double most)
    {
        var rate = Read(key, "a number", () => config.GetDouble(key, -1));
        return rate >= 0 && rate <= most ? rate : throw new FardConfigurationException($"{key} is {rate}; expected 0 to {most}.");
    }

    internal static TimeSpan TimeOrZero(Config config, string key) =>
        Read(key, "a time such as 5s, or 0s", () => config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false)) is var time && time >= TimeSpan.Zero
            ? time
            : throw new FardConfigurationException($"{key} is {time}; expected 0 or more.");

    internal static bool Flag(Config config, string key) => Read(key, "on or off", () => config.GetBoolean(key, false));

    internal static int Count(Config config, string key, int least, int most)
    {
        var count = Read(key, "a whole number", () => config.GetInt(key, least - 1));
        return count >= least && count <= most ? count : throw new FardConfigurationException($"{key} is {count}; expected {least} to {most}.");
    }

    internal static int Bytes(Config config, string key)
    {
        var bytes = Read(key, "a size such as 4m", () => config.GetByteSize(key, 0) ?? 0);
        return bytes is > 0 and <= 1 << 30 ? (int)bytes : throw new FardConfigurationException($"{key} is {bytes} bytes; expected 1 byte to 1 GiB.");
    }

    /// <summary>Absolute paths of the folders that a key lists; relative ones count from the configuration file.</summary>
    internal static ImmutableArray<string> Folders(Config config, string key)
    {
        var origin = config.GetString("fard.base-directory", "") is { Length: > 0 } directory ? directory : Environment.CurrentDirectory;
        return [.. config.GetStringList(key).Select(folder => Path.GetFullPath(folder, origin))];
    }

    internal static long LongBytes(Config config, string key)
    {
        var bytes = Read(key, "a size such as 4g", () => config.GetByteSize(key, 0) ?? 0);
        return bytes is > 0 and <= 1L << 50 ? bytes : throw new FardConfigurationException($"{key} is {bytes} bytes; expected 1 byte to 1 PiB.");
    }

    private static T Read<T>(string key, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
        {
            throw new FardConfigurationException($"{key} is not {expected}: {exception.Message}", exception);
        }
    }
}
