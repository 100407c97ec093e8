namespace Akka.Tests.Support;

/// <summary>Specs that stall the thread pool, or load the machine, run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "runs alone";
}

/// <summary>Keeps every thread of the pool, and all that it adds meanwhile, from doing anything else until it is disposed.</summary>
internal sealed class StalledPool : IDisposable
{
    private const int MoreThanThePoolAdds = 2_000;

    private readonly ManualResetEventSlim _end = new();
    private readonly CountdownEvent _running = new(MoreThanThePoolAdds);

    public StalledPool()
    {
        using var begun = new ManualResetEventSlim();
        for (var i = 0; i < MoreThanThePoolAdds; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                if (!_end.IsSet) begun.Set();
                _end.Wait();
                _running.Signal();
            }, null);
        }
        begun.Wait();
    }

    /// <summary>Stalls the pool for a time, on a thread that is not of the pool.</summary>
    public static void For(TimeSpan time)
    {
        using var never = new ManualResetEventSlim();
        using (new StalledPool()) never.Wait(time);
    }

    public void Dispose()
    {
        _end.Set();
        _running.Wait();
        _running.Dispose();
        _end.Dispose();
    }
}
