using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it receives where the test finds it.</summary>
internal sealed class InternalTestActor(MessageBox messages) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _supervisorStrategy = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _supervisorStrategy;

    protected override bool Receive(object message)
    {
        if (message is Steering steering)
        {
            try
            {
                steering.Done.TrySetResult(Steer(steering.Message) as IActorRef);
            }
            catch (Exception failure)
            {
                steering.Done.TrySetException(failure);
            }
        }
        else
        {
            switch (Steer(message))
            {
                case IActorRef child:
                    Sender.Tell(child, Self);
                    break;
                case false:
                    Take(message);
                    break;
            }
        }

        return true;
    }

    protected override void PostStop()
    {
        foreach (var left in messages.TakeAll())
            Context.System.DeadLetters.Tell(new DeadLetter(left.Message!, left.Sender, Self), left.Sender);
    }

    /// <summary>Does what a steering message says.</summary>
    /// <returns>The child that was made, true, or false where the message steers nothing.</returns>
    private object Steer(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case TestActor.SetAutoPilot set:
                _autoPilot = set.AutoPilot;
                return true;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                return true;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                return true;
            case TestActor.Spawn spawn:
                var child = spawn.Apply(Context);
                if (spawn._supervisorStrategy.HasValue)
                    _supervisorStrategy.Update(child, spawn._supervisorStrategy.Value);
                return child;
            default:
                return false;
        }
    }

    private void Take(object message)
    {
        if (_autoPilot is not NoAutoPilot)
        {
            var next = _autoPilot.Run(Sender, message);
            if (next is not KeepRunning)
                _autoPilot = next;
        }

        if (_ignore?.Invoke(message) != true)
            messages.Add(new RealMessageEnvelope(message, Sender));
    }

    /// <summary>A steering message whose effect the test waits for.</summary>
    internal sealed class Steering(object message) : INoSerializationVerificationNeeded
    {
        internal object Message => message;

        internal TaskCompletionSource<IActorRef?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
