using System.Globalization;
using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Fard.Actors.Members;

/// <summary>Loads the configuration of a member: its file with what that includes, the environment on top, Fard's reference.conf below.</summary>
/// <remarks>
/// Environment variables: <c>FARD_SEED</c> (host:port of a seed node, several with commas), <c>FARD_HOST</c> and <c>FARD_PORT</c> (where this member
/// listens for messages), <c>FARD_BOARD</c> (name of a board). They work alike with both actor engines, which substitutions in HOCON do not.
/// </remarks>
public static class FardConfig
{
    private const int MaxIncludes = 8;

    /// <summary>Fard's defaults.</summary>
    public static Config Reference { get; } = ReadReference();

    /// <summary>Loads a member's configuration.</summary>
    /// <param name="path">A HOCON file, such as <c>hocon/board.conf</c>; included files are looked for beside the file that includes them.</param>
    /// <exception cref="FardConfigurationException">A file is missing or no HOCON.</exception>
    public static Config Load(string path) => Load(path, Environment.GetEnvironmentVariable);

    /// <summary>The same with another environment.</summary>
    public static Config Load(string path, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = Path.GetFullPath(path);
        var file = new Config(Parse(full, 0));
        var places = ConfigurationFactory.ParseString($"fard.base-directory = {Quote(Path.GetDirectoryName(full)!)}");
        return Overlay(environment, file).WithFallback(file).WithFallback(places).WithFallback(Reference);
    }

    /// <summary>Puts Fard's defaults below a configuration that does not come from a file.</summary>
    public static Config WithReference(Config config) => config.WithFallback(Reference);

    /// <summary>A text as it stands in HOCON.</summary>
    public static string Quote(string text) => '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private static HoconRoot Parse(string path, int depth)
    {
        if (depth > MaxIncludes) throw new FardConfigurationException($"{path} is included more than {MaxIncludes} levels deep; do files include each other?");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FardConfigurationException($"The configuration file {path} cannot be read: {exception.Message}", exception);
        }

        try
        {
            return Parser.Parse(text, include => Parse(Path.GetFullPath(include, Path.GetDirectoryName(path)!), depth + 1));
        }
        catch (Exception exception) when (exception is not FardConfigurationException)
        {
            throw Explain(path, exception);
        }
    }

    // The parser wraps what goes wrong in an included file; the innermost file is the one to mend.
    private static FardConfigurationException Explain(string path, Exception exception)
    {
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is FardConfigurationException known) return new FardConfigurationException(known.Message, exception);
        }

        return new FardConfigurationException($"The configuration file {path} is no HOCON: {exception.Message}", exception);
    }

    private static Config Overlay(Func<string, string?> environment, Config file)
    {
        var lines = new StringBuilder();
        if (environment("FARD_SEED") is { Length: > 0 } seeds)
        {
            // Adapters of the transport (fault injection) show in the protocol of every address.
            var protocol = string.Join('.', ["akka", .. file.GetStringList("akka.remote.dot-netty.tcp.applied-adapters"), "tcp"]);
            var addresses = seeds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(seed => Quote($"{protocol}://fard@{seed}"));
            lines.AppendLine(CultureInfo.InvariantCulture, $"akka.cluster.seed-nodes = [{string.Join(", ", addresses)}]");
        }

        if (environment("FARD_HOST") is { Length: > 0 } host)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.hostname = {Quote(host)}");
            lines.AppendLine(CultureInfo.InvariantCulture, $"fard.data-plane.host = {Quote(host)}");
        }

        if (environment("FARD_PORT") is { Length: > 0 } port)
        {
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw new FardConfigurationException($"The environment variable FARD_PORT is '{port}'; expected a port from 0 to 65535.");
            lines.AppendLine(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {number}");
        }

        if (environment("FARD_BOARD") is { Length: > 0 } board) lines.AppendLine(CultureInfo.InvariantCulture, $"fard.board.name = {Quote(board)}");
        return ConfigurationFactory.ParseString(lines.ToString());
    }

    private static Config ReadReference()
    {
        using var stream = typeof(FardConfig).Assembly.GetManifestResourceStream("Fard.Actors.reference.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
