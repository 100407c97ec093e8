using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Answers messages to a test actor as they arrive, before the test asks for them.</summary>
public abstract class AutoPilot
{
    /// <summary>The answer of a pilot that goes on as it is.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>The answer of a pilot that is done.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Handles one message.</summary>
    /// <returns>The pilot for the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    public override AutoPilot Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}

public sealed class KeepRunning : AutoPilot
{
    public static KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <exception cref="InvalidOperationException">Always: it is an answer, not a pilot.</exception>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is what a pilot answers to stay, not a pilot of its own.");
}

public sealed class NoAutoPilot : AutoPilot
{
    public static NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    public override AutoPilot Run(IActorRef sender, object message) => this;
}
