namespace Akka.Dispatch;

/// <summary>
/// Runs mailboxes on a thread of the pool, one behind the other: the mailbox that an actor made ready last runs when the actor's run ends, on the same
/// thread, where its message is warm, and no other thread is woken for it.
/// </summary>
/// <remarks>
/// At most one mailbox waits here, and never behind more than the message that its own came from: as soon as the actor that runs takes a further message, the
/// waiting mailbox goes to the pool. A handler that blocks or computes for long keeps it no longer than <see cref="MailboxWatch"/> lets it.
/// After <see cref="MostMessages"/> messages the next mailbox goes behind everything that waits for the pool, so that actors that keep each other busy starve
/// nobody.
/// </remarks>
internal sealed class MailboxRunner
{
    private const int MostMessages = 256;

    [ThreadStatic]
    private static MailboxRunner? _own;

    private readonly Thread _thread = Thread.CurrentThread;
    private Mailbox? _running;
    private Mailbox? _next;
    private int _runs;

    private MailboxRunner()
    {
    }

    /// <summary>Whether its thread still exists.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Counts the mailboxes that were run; overflows.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Whether a mailbox waits for the end of the run before it.</summary>
    public bool HasNext => Volatile.Read(ref _next) is not null;

    /// <summary>Runs a mailbox, and those that are scheduled by the last message of the one before, on the current thread.</summary>
    public static void Run(Mailbox mailbox)
    {
        var runner = _own ??= Create();
        if (runner._running is null) runner.RunAll(mailbox);
        else mailbox.Run();
    }

    /// <summary>Takes a mailbox that is to run next on the current thread, and gives the one that was to before to the pool; false where no mailbox runs.</summary>
    public static bool TryRunNext(Mailbox mailbox)
    {
        // An actor with messages left goes back to the pool: its thread is for another.
        if (_own is not { _running: { } running } runner || running == mailbox) return false;
        if (runner._next is null)
        {
            // Others only take what waits here: nobody else puts anything in its place.
            Volatile.Write(ref runner._next, mailbox);
            MailboxWatch.Wake();
            return true;
        }

        if (Interlocked.Exchange(ref runner._next, mailbox) is { } before) ThreadPool.UnsafeQueueUserWorkItem(before, preferLocal: true);
        return true;
    }

    /// <summary>Gives the mailbox that waits here, if one does, to the pool: who runs takes a further message, or takes too long.</summary>
    public void GiveUpNext()
    {
        if (_next is not null) Give();
    }

    private void Give()
    {
        if (Interlocked.Exchange(ref _next, null) is { } mailbox) ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: true);
    }

    private static MailboxRunner Create()
    {
        var runner = new MailboxRunner();
        MailboxWatch.Add(runner);
        return runner;
    }

    private void RunAll(Mailbox first)
    {
        var context = ExecutionContext.Capture();
        var mailbox = first;
        try
        {
            for (var left = MostMessages; ;)
            {
                _running = mailbox;
                Volatile.Write(ref _runs, _runs + 1);
                left -= Math.Max(1, mailbox.Run(this));
                if (_next is null || Interlocked.Exchange(ref _next, null) is not { } next) return;
                if (left <= 0)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
                    return;
                }

                Clean(context);
                mailbox = next;
            }
        }
        finally
        {
            _running = null;
            GiveUpNext();
        }
    }

    // What a handler left behind on the thread is nothing to the next actor; between two of its own items the pool does the same.
    private static void Clean(ExecutionContext? context)
    {
        if (context is not null && ExecutionContext.Capture() != context) ExecutionContext.Restore(context);
        if (SynchronizationContext.Current is not null) SynchronizationContext.SetSynchronizationContext(null);
    }
}
