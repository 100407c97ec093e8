using Akka.Actor;
using Fard.Actors.Messages;
using Fard.Actors.Tasks.Events;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>Events from other peers, and output for whoever consumes it.</summary>
internal sealed partial class TaskActor
{
    private (PullOutput Pull, IActorRef Consumer)? _pull;

    private void ReceivePeers()
    {
        Receive<PeersChanged>(_ => _host.OnPeers(tell: _state is TaskState.Starting or TaskState.Ready));
        // Whatever is of another instance, or for another peer, has come astray.
        Receive<FiredEvent>(message => _host.Inbox.Offer(message, Sender), message => message.Id == _launch.Record.Id && message.Receiver == _launch.Need.PeerId);
        Receive<EventsAsked>(message => _host.Inbox.Asked(message, Sender), message => message.Id == _launch.Record.Id && message.Receiver == _launch.Need.PeerId);
        Receive<EventsTaken>(message => _host.OnTaken(message), message => message.Id == _launch.Record.Id && message.Sender == _launch.Need.PeerId);
        Receive<PullOutput>(OnPull, message => message.Id == _launch.Record.Id && message.Peer == _launch.Need.PeerId);
        Receive<HandleKeyed>(OnKeyed, message => message.Event.Id == _launch.Record.Id && message.Peer == _launch.Need.PeerId);
        Receive<OutputArrived>(_ => Answer(emptyToo: false));
        Receive<PullOverdue>(_ => Answer(emptyToo: true));
        Receive<FiredEvent>(_ => { });
        Receive<EventsAsked>(_ => { });
        Receive<EventsTaken>(_ => { });
        Receive<PullOutput>(_ => { });
        Receive<HandleKeyed>(_ => { });
    }

    private void OnKeyed(HandleKeyed message)
    {
        var (number, fired) = (message.Number, message.Event);
        if (_state != TaskState.Ready)
        {
            Sender.Tell(new KeyedResult(number, default, $"{_launch.Need.PeerId} is {_state}."));
            return;
        }

        var work = new KeyedWork(fired.Key, message.State);
        _host.Inbox.Post(new TaskEvent(fired.Name, fired.Sender, fired.SenderTask, EventScope.Task, fired.Payload), work);
        work.Done.Task.PipeTo(
            Sender,
            success: state => new KeyedResult(number, state, ""),
            failure: exception => new KeyedResult(number, default, exception.Message.Length > 0 ? exception.Message : exception.GetType().Name) { IsFinal = exception is RefusedEventException });
    }

    private void OnPull(PullOutput message)
    {
        // The one before has gone, or asks again.
        Answer(emptyToo: true);
        _pull = (message, Sender);
        Answer(emptyToo: message.Wait <= TimeSpan.Zero);
        if (_pull is not null) Timers.StartSingleTimer(nameof(PullOverdue), PullOverdue.Instance, message.Wait);
    }

    private void Answer(bool emptyToo)
    {
        if (_pull is not { } pull) return;
        var (first, items) = _host.Output.Take(pull.Pull.Consumer, pull.Pull.Acknowledged);
        if (items.IsEmpty && !emptyToo) return;
        _pull = null;
        Timers.Cancel(nameof(PullOverdue));
        pull.Consumer.Tell(new OutputBatch(_launch.Record.Id, _launch.Need.PeerId, _launch.Incarnation, first, items));
    }

    /// <summary>TaskAgent to TaskActor: the peers of its instance have changed.</summary>
    internal sealed record PeersChanged : INoSerializationVerificationNeeded
    {
        public static readonly PeersChanged Instance = new();
    }

    /// <summary>The program's output to its TaskActor: there is some.</summary>
    internal sealed record OutputArrived : INoSerializationVerificationNeeded
    {
        public static readonly OutputArrived Instance = new();
    }

    private sealed record PullOverdue : INoSerializationVerificationNeeded
    {
        public static readonly PullOverdue Instance = new();
    }
}
