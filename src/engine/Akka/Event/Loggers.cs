using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>Tells a logger to begin; it answers <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
}

public interface ILoggerMessageQueueSemantics : ISemantics
{
}

/// <summary>Prints log events on standard output.</summary>
public class DefaultLogger : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Print(logEvent);
}

/// <summary>A logger that is no actor: usable before and after the system's actors run.</summary>
public abstract class MinimalLogger : ActorRefBase, IInternalActorRef
{
    private readonly ActorPath _path = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    protected MinimalLogger()
    {
    }

    public sealed override ActorPath Path => _path;

    /// <summary>A logger belongs to no provider.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public IActorRefProvider Provider => throw new NotSupportedException("A minimal logger does not provide");

    IInternalActorRef IInternalActorRef.Parent => Nobody.Instance;

    bool IInternalActorRef.IsTerminated => false;

    bool IInternalActorRef.IsLocal => true;

    protected abstract void Log(object message);

    protected sealed override void TellInternal(object message, IActorRef? sender) => Log(message ?? throw new InvalidMessageException());

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => ActorRefs.Nobody;

    void IInternalActorRef.Start()
    {
    }

    void IInternalActorRef.Stop()
    {
    }

    void IInternalActorRef.Suspend()
    {
    }

    void IInternalActorRef.Resume(Exception? causedByFailure)
    {
    }

    void IInternalActorRef.Restart(Exception cause)
    {
    }

    void IInternalActorRef.SendSystemMessage(Dispatch.SysMsg.ISystemMessage message)
    {
    }
}

public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock Console = new();

    internal static void Print(LogEvent logEvent)
    {
        lock (Console)
            System.Console.Out.WriteLine(logEvent.ToString());
    }

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent);
        else
            System.Console.Out.WriteLine(message);
    }
}

/// <summary>Logs unhandled messages at debug level.</summary>
internal sealed class UnhandledMessageForwarder : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
            return false;
        Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));
        return true;
    }
}
