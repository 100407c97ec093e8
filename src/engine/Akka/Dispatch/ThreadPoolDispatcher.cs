namespace Akka.Dispatch;

/// <summary>Runs mailboxes on the .NET thread pool: on the current thread when the run before ends (<see cref="MailboxRunner"/>), else from the queue of the
/// current thread, where their data is warm; every 64th goes to the shared queue, so that busy actors do not starve what waits behind them.</summary>
internal sealed class ThreadPoolDispatcher : MessageDispatcher
{
    private const int FairnessMask = 63;

    [ThreadStatic]
    private static int _scheduled;

    public ThreadPoolDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, TimeSpan throughputDeadline, TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadline.Ticks;
        ShutdownTimeout = shutdownTimeout;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (run is Mailbox mailbox && MailboxRunner.TryRunNext(mailbox))
            return;
        ThreadPool.UnsafeQueueUserWorkItem(run, (++_scheduled & FairnessMask) != 0);
    }
}

internal sealed class ThreadPoolDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly ThreadPoolDispatcher _dispatcher;

    public ThreadPoolDispatcherConfigurator(Configuration.Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _dispatcher = new ThreadPoolDispatcher(
            this,
            config.GetString("id", Dispatchers.DefaultDispatcherId)!,
            config.GetInt("throughput", MessageDispatcher.DefaultThroughput),
            config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero),
            config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1)));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
