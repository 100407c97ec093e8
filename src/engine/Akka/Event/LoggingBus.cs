using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Event;

/// <summary>The bus that log events travel on: loggers are actors that subscribe to the levels that they print.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] Levels = [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    private readonly List<IActorRef> _loggers = [];

    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    /// <summary>Logs from that level up.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        lock (_loggers)
        {
            foreach (var logger in _loggers)
                SubscribeLogger(logger, logLevel);
        }
    }

    /// <summary>Prints on standard output until the configured loggers run.</summary>
    public void StartStdoutLogger(Settings config)
    {
        LogLevel = Logging.LogLevelFor(config.StdoutLogLevel);
        AddLogger(config.Stdout, LogLevel);
    }

    internal void StartLoggers(ActorSystemImpl system)
    {
        var level = Logging.LogLevelFor(system.Settings.LogLevel);
        LogLevel = level;
        var number = 0;
        foreach (var name in system.Settings.Loggers)
        {
            var type = Activation.Find(name) ?? throw new Configuration.ConfigurationException(
                $"Logger specified in config cannot be found: [{name}] (akka.loggers). Write 'Namespace.Type, Assembly'");
            var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), $"log{++number}-{SimpleName(type)}");
            logger.Tell(new InitializeLogger(this), IgnoreActorRef.For(system));
            AddLogger(logger, level);
        }

        if (system.Settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        if (number > 0)
            RemoveLogger(system.Settings.Stdout);
    }

    /// <summary>Goes back to standard output while the system's actors stop.</summary>
    internal void StopLoggers(Settings settings)
    {
        lock (_loggers)
        {
            if (_loggers.Contains(settings.Stdout))
                return;
            _loggers.RemoveAll(logger => Unsubscribe(logger) || true);
        }

        AddLogger(settings.Stdout, Logging.LogLevelFor(settings.StdoutLogLevel));
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    private void AddLogger(IActorRef logger, LogLevel level)
    {
        lock (_loggers)
            _loggers.Add(logger);
        SubscribeLogger(logger, level);
    }

    private void RemoveLogger(IActorRef logger)
    {
        lock (_loggers)
            _loggers.Remove(logger);
        Unsubscribe(logger);
    }

    private void SubscribeLogger(IActorRef logger, LogLevel from)
    {
        foreach (var level in Levels)
        {
            if (level >= from)
                Subscribe(logger, level.ClassFor());
            else
                Unsubscribe(logger, level.ClassFor());
        }
    }
}
