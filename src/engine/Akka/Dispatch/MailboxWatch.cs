namespace Akka.Dispatch;

/// <summary>
/// Looks after the mailboxes that wait on a <see cref="MailboxRunner"/>: one that waits over a whole <see cref="Period"/> behind the same run goes to the
/// pool. The thread sleeps while no mailbox is handed on.
/// </summary>
internal static class MailboxWatch
{
    private const int IdleRounds = 10;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);
    private static readonly Lock Gate = new();
    private static readonly AutoResetEvent Wanted = new(false);
    private static (MailboxRunner Runner, int Runs)[] _runners = [];
    private static Thread? _thread;
    private static volatile bool _asleep;

    public static void Add(MailboxRunner runner)
    {
        lock (Gate)
        {
            _runners = [.. _runners.Where(watched => watched.Runner.IsAlive), (runner, runner.Runs)];
            if (_thread is not null) return;
            _thread = new Thread(Watch) { IsBackground = true, Name = "akka-mailbox-watch" };
            _thread.UnsafeStart();
        }
    }

    /// <summary>A mailbox waits on a runner since a moment ago.</summary>
    /// <remarks>Costs the runner a read and no fence: before the thread sleeps it has every other thread pass one.</remarks>
    public static void Wake()
    {
        if (_asleep) Wanted.Set();
    }

    private static void Watch()
    {
        for (var idle = 0; ;)
        {
            if (idle < IdleRounds)
            {
                Wanted.WaitOne(Period);
            }
            else
            {
                _asleep = true;
                Interlocked.MemoryBarrierProcessWide();
                if (!Volatile.Read(ref _runners).Any(watched => watched.Runner.HasNext)) Wanted.WaitOne();
                _asleep = false;
                idle = 0;
            }

            idle = Round() ? 0 : idle + 1;
        }
    }

    /// <summary>Whether any mailbox was run since the round before, or waits.</summary>
    private static bool Round()
    {
        var runners = Volatile.Read(ref _runners);
        var active = false;
        for (var index = 0; index < runners.Length; index++)
        {
            var (runner, before) = runners[index];
            var runs = runner.Runs;
            if (runner.HasNext)
            {
                active = true;
                if (runs == before) runner.GiveUpNext();
            }

            active |= runs != before;
            runners[index].Runs = runs;
        }

        return active;
    }
}
