using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>
/// The base class of xunit specs about actors: a system per test, terminated when the test ends, which logs to the test's
/// output where that is given.
/// </summary>
public class TestKit : TestKitBase, IDisposable
{
    protected readonly ITestOutputHelper? Output;
    private bool _disposed;

    /// <param name="system">A system to test in; one of the test's own where none is given.</param>
    /// <param name="output">Where to log to.</param>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <param name="config">HOCON text.</param>
    /// <param name="output">Where to log to.</param>
    public TestKit(string config, ITestOutputHelper? output = null)
        : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    protected static XunitAssertions Assertions { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs when the test has ended; terminates its system.</summary>
    protected virtual void AfterAll() => Shutdown();

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
            AfterAll();
    }

    /// <summary>Has a system log to the test's output too, where there is one.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, "");

    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is not { } output)
            return;
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.CreateBy(new TestOutputLoggerProducer(output, prefix)), $"log-test-output-{Guid.NewGuid():N}");
        logger.Tell(new InitializeLogger(system.EventStream), ActorRefs.NoSender);
    }
}
