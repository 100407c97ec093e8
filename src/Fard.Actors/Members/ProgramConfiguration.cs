using Akka.Configuration;
using Fard.Actors.Programs.Processes;

namespace Fard.Actors.Members;

/// <summary>Reads <c>fard.board.programs</c>.</summary>
public static class ProgramConfiguration
{
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static ProgramSettings Read(Config config)
    {
        var settings = new ProgramSettings
        {
            Python = MemberSettings.Text(config, "fard.board.programs.python"),
            HelloTimeout = Time(config, "hello-timeout"),
            SetupTimeout = Time(config, "setup-timeout"),
            EventTimeout = Time(config, "event-timeout"),
            ChunkTimeout = Time(config, "chunk-timeout"),
            RunTimeout = MemberSettings.TimeOrZero(config, "fard.board.programs.run-timeout") is var limit && limit > TimeSpan.Zero ? limit : null,
            BeatInterval = Time(config, "beat-interval"),
            BeatTimeout = Time(config, "beat-timeout"),
            TerminateGrace = Time(config, "terminate-grace"),
            MaxRequests = MemberSettings.Count(config, "fard.board.programs.max-requests", 2, 65_536),
            ChunksInFlight = MemberSettings.Count(config, "fard.board.programs.chunks-in-flight", 1, 1024),
            LogLinesPerSecond = MemberSettings.Count(config, "fard.board.programs.log-lines-per-second", 1, 1_000_000),
        };
        if (settings.BeatTimeout <= settings.BeatInterval)
            throw new FardConfigurationException($"fard.board.programs.beat-timeout ({settings.BeatTimeout}) has to be longer than beat-interval ({settings.BeatInterval}).");
        if (MemberSettings.Text(config, "fard.board.programs.python-path") is { Length: > 0 } path) settings = settings with { PythonPath = Path.GetFullPath(path) };
        return MemberSettings.Text(config, "fard.board.programs.socket-folder") is { Length: > 0 } folder ? settings with { SocketFolder = Path.GetFullPath(folder) } : settings;
    }

    private static TimeSpan Time(Config config, string key) => MemberSettings.Time(config, $"fard.board.programs.{key}");
}
