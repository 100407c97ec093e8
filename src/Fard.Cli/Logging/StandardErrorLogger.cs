using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Fard.Cli.Logging;

/// <summary>Writes the actor system's log to standard error, so that standard output holds results alone. Chosen by <see cref="Configuration"/>.</summary>
internal sealed class StandardErrorLogger : ReceiveActor
{
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    /// <summary>Settings that put this logger in place of the one that writes to standard output.</summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        $"""
        akka.loggers = ["{typeof(StandardErrorLogger).FullName}, {typeof(StandardErrorLogger).Assembly.GetName().Name}"]
        akka.stdout-loglevel = OFF
        """);

    private static void Write(LogEvent log)
    {
        var level = log.LogLevel() switch
        {
            LogLevel.DebugLevel => "debug",
            LogLevel.InfoLevel => "info",
            LogLevel.WarningLevel => "warning",
            _ => "error",
        };
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Timestamp:HH:mm:ss.fff} {level} {log.LogSource}: {log.Message}"));
        if (log.Cause is { } cause)
            Console.Error.WriteLine(cause);
    }
}
