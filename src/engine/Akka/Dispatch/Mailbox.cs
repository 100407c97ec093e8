using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The two queues of an actor and the state that makes one thread at a time run it.
/// State: bit 0 closed, bit 1 scheduled, from bit 2 up the number of suspensions.</summary>
internal sealed class Mailbox(IMessageQueue messageQueue) : IRunnable
{
    private const int ClosedBit = 1;
    private const int ScheduledBit = 2;
    private const int SuspendUnit = 4;

    private static readonly SystemMessage ClosedMark = new NoMessage();

    private ActorCell _cell = null!;
    private MessageDispatcher _dispatcher = null!;
    private SystemMessage? _systemMessages;
    private int _state;

    public IMessageQueue MessageQueue { get; } = messageQueue;

    public MessageDispatcher Dispatcher => _dispatcher;

    public bool IsClosed => (Volatile.Read(ref _state) & ClosedBit) != 0;

    public bool IsSuspended => Volatile.Read(ref _state) >= SuspendUnit;

    public bool HasMessages => MessageQueue.HasMessages;

    public bool HasSystemMessages => Volatile.Read(ref _systemMessages) is { } head && head != ClosedMark;

    public void SetActor(ActorCell cell)
    {
        _cell = cell;
        _dispatcher = cell.Dispatcher;
    }

    public void Enqueue(IActorRef receiver, in Envelope envelope)
    {
        if (!IsClosed)
        {
            MessageQueue.Enqueue(receiver, envelope);
            if (!IsClosed)
                return;
            MessageQueue.CleanUp(receiver, _cell.SystemImpl.Mailboxes.DeadLetterQueue);
            return;
        }

        _cell.SystemImpl.Mailboxes.DeadLetterQueue.Enqueue(receiver, envelope);
    }

    public void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemMessages);
            if (head == ClosedMark)
            {
                _cell.SystemImpl.DeadLetters.Tell(new DeadLetter(message, receiver, receiver), receiver);
                return;
            }

            message.Next = head;
            if (Interlocked.CompareExchange(ref _systemMessages, message, head) == head)
                return;
        }
    }

    /// <summary>Claims the mailbox for a run. True: the caller has to put it on a thread.</summary>
    public bool TrySchedule(bool hasMessageHint, bool hasSystemMessageHint)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & (ClosedBit | ScheduledBit)) != 0)
                return false;
            var wanted = hasSystemMessageHint || HasSystemMessages || (state < SuspendUnit && (hasMessageHint || HasMessages));
            if (!wanted)
                return false;
            if (Interlocked.CompareExchange(ref _state, state | ScheduledBit, state) == state)
                return true;
        }
    }

    public void Suspend()
    {
        if (!IsClosed)
            Interlocked.Add(ref _state, SuspendUnit);
    }

    public void Resume()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state < SuspendUnit || (state & ClosedBit) != 0)
                return;
            if (Interlocked.CompareExchange(ref _state, state - SuspendUnit, state) == state)
                return;
        }
    }

    /// <summary>Takes no message from here on: what is queued and what still comes goes to dead letters.</summary>
    public void Close(IActorRef owner)
    {
        Interlocked.Or(ref _state, ClosedBit);
        var left = Reversed(Interlocked.Exchange(ref _systemMessages, ClosedMark));
        while (left is not null && left != ClosedMark)
        {
            var next = left.Next;
            left.Next = null;
            _cell.SystemImpl.DeadLetters.Tell(new DeadLetter(left, owner, owner), owner);
            left = next;
        }

        MessageQueue.CleanUp(owner, _cell.SystemImpl.Mailboxes.DeadLetterQueue);
    }

    public void Run() => Run(null);

    /// <summary>Processes system messages and a batch of messages; answers how many messages there were.</summary>
    /// <param name="runner">What runs it; null for a caller that runs this mailbox only.</param>
    public int Run(MailboxRunner? runner)
    {
        var previous = ActorCell.Current;
        ActorCell.Current = _cell;
        try
        {
            ProcessSystemMessages();
            return ProcessMessages(runner);
        }
        finally
        {
            ActorCell.Current = previous;
            Interlocked.And(ref _state, ~ScheduledBit);
            _dispatcher.RegisterForExecution(this, false, false);
        }
    }

    public void Execute() => MailboxRunner.Run(this);

    private int ProcessMessages(MailboxRunner? runner)
    {
        var most = Math.Max(_dispatcher.Throughput, 1);
        var done = 0;
        var deadline = _dispatcher.ThroughputDeadlineTime is { } ticks and > 0 ? Environment.TickCount64 + (ticks / TimeSpan.TicksPerMillisecond) : long.MaxValue;
        while ((Volatile.Read(ref _state) & ~ScheduledBit) == 0 && MessageQueue.TryDequeue(out var envelope))
        {
            runner?.GiveUpNext();
            _cell.Invoke(envelope);
            if (Volatile.Read(ref _systemMessages) is not null)
                ProcessSystemMessages();
            if (++done == most || (deadline != long.MaxValue && Environment.TickCount64 >= deadline))
                break;
        }

        return done;
    }

    private void ProcessSystemMessages()
    {
        while (Volatile.Read(ref _systemMessages) is { } head && head != ClosedMark)
        {
            if (Interlocked.CompareExchange(ref _systemMessages, null, head) != head)
                continue;
            for (var message = Reversed(head); message is not null;)
            {
                var next = message.Next;
                message.Next = null;
                if (IsClosed)
                    _cell.SystemImpl.DeadLetters.Tell(new DeadLetter(message, _cell.Self, _cell.Self), _cell.Self);
                else
                    _cell.SystemInvoke(message);
                message = next;
            }
        }
    }

    private static SystemMessage? Reversed(SystemMessage? head)
    {
        SystemMessage? reversed = null;
        while (head is not null)
        {
            var next = head.Next;
            head.Next = reversed;
            reversed = head;
            head = next;
        }

        return reversed;
    }
}
