using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// Makes filters on what a system logs. The system has to run with <see cref="TestEventListener"/> among its loggers
/// (test systems do). A <c>source</c> is the log source: an actor's path, with or without its address.
/// </summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<LogEventFilter> _earlier;

    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<LogEventFilter> earlier)
    {
        _testKit = testkit;
        _system = system;
        _earlier = earlier;
    }

    /// <summary>Errors with an exception of a type (or one derived from it), whose message, or the text logged with it, matches.</summary>
    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <param name="checkInnerExceptions">Whether the exceptions inside count too.</param>
    public IEventFilterApplier Exception(Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextMatch.Of(message, start, contains), source, checkInnerExceptions);

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextMatch.Of(pattern), source, checkInnerExceptions);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(logLevel, TextMatch.Of(message, start, contains), source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        ForLogLevel(logLevel, TextMatch.Of(pattern), source);

    /// <summary>Dead letters. Their source is the actor that they were meant for.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetter<object>(_ => true);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) => DeadLetter(type, _ => true, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null)
    {
        var from = TextMatch.OfSource(source);
        return Applier(
            log => log is DeadLetterEvent { Letter.Message: var message } && type.IsInstanceOfType(message) && isMatch(message) && from.Matches(log.LogSource),
            $"dead letter of type {type.Name} to {from.Description}");
    }

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) =>
        Applier(log => log is not DeadLetterEvent && predicate(log), "log event that meets a predicate");

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Applier(log => log is TLogEvent typed && predicate(typed), $"{typeof(TLogEvent).Name} that meets a predicate");

    private static bool Contains(Exception? cause, Type type, bool inside)
    {
        for (var current = cause; current is not null; current = inside ? current.InnerException : null)
        {
            if (type.IsInstanceOfType(current))
                return true;
        }

        return inside && cause is AggregateException many && many.InnerExceptions.Any(inner => Contains(inner, type, inside));
    }

    private IEventFilterApplier Exception(Type type, TextMatch message, string? source, bool inside)
    {
        var from = TextMatch.OfSource(source);
        return Applier(
            log => log is Error && Contains(log.Cause, type, inside) && from.Matches(log.LogSource)
                && (message.Matches(log.Cause!.Message) || message.Matches(log.Message.ToString() ?? "")),
            $"error with an exception {type.Name} and {message.Description} from {from.Description}");
    }

    private IEventFilterApplier ForLogLevel(LogLevel level, TextMatch message, string? source)
    {
        var from = TextMatch.OfSource(source);
        return Applier(
            log => log is not DeadLetterEvent && log.LogLevel() == level && message.Matches(log.Message.ToString() ?? "") && from.Matches(log.LogSource),
            $"{level} log event with {message.Description} from {from.Description}");
    }

    private EventFilterApplier Applier(Func<LogEvent, bool> matches, string description) =>
        new(_testKit, _system, [.. _earlier, new LogEventFilter(matches, description)]);
}
