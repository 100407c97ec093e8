using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// Tests actors from outside: a test actor receives what they send, the test takes it with the Expect, Receive and Fish
/// families and fails with what came instead. What the test tells has the test actor as its sender, unless the test kit
/// is an <see cref="INoImplicitSender"/>.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _testActorCount;

    private readonly ITestKitAssertions _assertions;
    private readonly MessageBox _messages = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Empty.WithSetup(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>What a test's system runs with, below its own configuration.</summary>
    public static Config DefaultConfig => Configs.TestConfigs.DefaultConfig;

    /// <summary>Logs everything that the actor core can log.</summary>
    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          log-dead-letters = on
          actor.debug {
            receive = on
            autoreceive = on
            lifecycle = on
            fsm = on
            event-stream = on
            unhandled = on
            router-misconfiguration = on
          }
        }
        """);

    public ActorSystem Sys { get; private set; } = null!;

    public TestKitSettings TestKitSettings { get; private set; } = null!;

    /// <summary>The actor that receives what the test expects.</summary>
    public IActorRef TestActor { get; private set; } = null!;

    public ILoggingAdapter Log { get; private set; } = null!;

    /// <summary>Whether messages wait to be taken.</summary>
    public bool HasMessages => _messages.Count > 0;

    /// <summary>The message that was taken last; null where the last receive got none.</summary>
    public object? LastMessage => _last.Message;

    /// <exception cref="InvalidOperationException">The last receive got no message.</exception>
    public IActorRef LastSender => _last.Sender;

    public EventFilterFactory EventFilter { get; private set; } = null!;

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Makes another actor that receives into this test kit.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(Sys, name);

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    public virtual TestLatch CreateTestLatch(int count = 1) => new DilatedLatch(this, count);

    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Terminates the system of this test kit.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    /// <summary>Terminates a system and waits until it is down.</summary>
    /// <param name="system">The system.</param>
    /// <param name="duration">How long to wait; five times the single expect default, but at most 10 s, where it is not given.</param>
    /// <param name="verifySystemShutdown">Whether to throw where it is not down then; it is a logged warning otherwise.</param>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var limit = duration ?? Min(Dilated(TestKitSettings.SingleExpectDefault) * 5, TimeSpan.FromSeconds(10));
        var down = system.Terminate();
        LeaveThread();
        if (down.Wait(limit))
            return;
        var failure = $"System '{system.Name}' did not terminate within {limit}.";
        if (verifySystemShutdown)
            throw new TimeoutException(failure);
        system.Log.Log(LogLevel.WarningLevel, null, failure);
    }

    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, ActorSystemSetup.Empty.WithSetup(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    /// <summary>Makes the system, where none is given, and its test actor.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        Sys = system ?? CreateSystem(config, actorSystemName ?? "test");
        TestKitSettings = TestKitExtension.For(Sys);
        Sys.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this, Sys);
        TestActor = CreateTestActor(Sys, testActorName ?? $"testActor{Interlocked.Increment(ref _testActorCount)}");
        if (this is not INoImplicitSender)
            EnterThread();
    }

    private static ActorSystem CreateSystem(ActorSystemSetup config, string name)
    {
        var bootstrap = config.Get<BootstrapSetup>();
        var withDefaults = (bootstrap.HasValue ? bootstrap.Value : BootstrapSetup.Create()).WithConfigFallback(DefaultConfig);
        return ActorSystem.Create(name, config.WithSetup(withDefaults));
    }

    private IActorRef CreateTestActor(ActorSystem system, string name) =>
        ((ExtendedActorSystem)system).SystemActorOf(Props.CreateBy(new TestActorProducer(_messages)), name);

    private void EnterThread()
    {
        var cell = ActorCells.Of(TestActor);
        ActorCell.Current = cell;
        var outer = SynchronizationContext.Current;
        if (outer is ActorCellKeepingSynchronizationContext earlier)
            outer = earlier.Inner;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell, outer));
    }

    private void LeaveThread()
    {
        if (ActorCell.Current is not { } current || !current.Self.Equals(TestActor))
            return;
        ActorCell.Current = null;
        if (SynchronizationContext.Current is ActorCellKeepingSynchronizationContext kept)
            SynchronizationContext.SetSynchronizationContext(kept.Inner);
    }
}
