using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Tests.Actor;

public sealed class ActorSystemSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Config Quiet = ConfigurationFactory.ParseString("""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """);

    public sealed class Counter : IExtension
    {
        private int _value;

        public static Counter Get(ActorSystem system) => system.WithExtension<Counter, CounterProvider>();

        public int Next() => Interlocked.Increment(ref _value);
    }

    public sealed class CounterProvider : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class TestSetup(string value) : Setup
    {
        public string Value { get; } = value;
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a b")]
    public void Refuses_an_ill_formed_name(string name) => Should.Throw<ArgumentException>(() => ActorSystem.Create(name, Quiet));

    [Fact]
    public async Task Terminates_actors_then_runs_callbacks_then_is_terminated()
    {
        var system = ActorSystem.Create("system", Quiet);
        var idle = system.ActorOf<Idle>();
        var order = new List<string>();
        system.RegisterOnTermination(() => order.Add("first registered"));
        system.RegisterOnTermination(() => order.Add("last registered"));
        var gone = idle.WatchAsync();
        await system.Terminate().WaitAsync(Patience);
        (await gone.WaitAsync(Patience)).ShouldBeTrue();
        order.ShouldBe(["last registered", "first registered"]);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
        Should.Throw<InvalidOperationException>(() => system.ActorOf<Idle>());
    }

    [Fact]
    public async Task Makes_each_extension_once()
    {
        using var system = ActorSystem.Create("system", Quiet);
        system.HasExtension<Counter>().ShouldBeFalse();
        Counter.Get(system).Next().ShouldBe(1);
        Counter.Get(system).Next().ShouldBe(2);
        system.GetExtension<Counter>().ShouldBeSameAs(new CounterProvider().Get(system));
        system.TryGetExtension<Counter>(out var extension).ShouldBeTrue();
        extension.ShouldBeSameAs(Counter.Get(system));
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Takes_configuration_and_setups_from_code()
    {
        var setup = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString("test.value = 5"))
            .WithConfigFallback(Quiet.WithFallback(ConfigurationFactory.ParseString("test.value = 6, test.other = 7")));
        var system = ActorSystem.Create("system", ActorSystemSetup.Create(setup).And(new TestSetup("mine")));
        system.Settings.Config.GetInt("test.value").ShouldBe(5);
        system.Settings.Config.GetInt("test.other").ShouldBe(7);
        system.Settings.Config.GetInt("akka.actor.default-dispatcher.throughput").ShouldBeGreaterThan(0);
        system.Settings.Setup.Get<TestSetup>().Value.Value.ShouldBe("mine");
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task User_configuration_wins_over_injected_defaults()
    {
        var system = ActorSystem.Create("system", ConfigurationFactory.ParseString("test.a = 1").WithFallback(Quiet));
        system.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString("test.a = 2, test.b = 3"));
        system.Settings.Config.GetInt("test.a").ShouldBe(1);
        system.Settings.Config.GetInt("test.b").ShouldBe(3);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_failing_user_guardian_strategy_can_be_stopping()
    {
        var system = ActorSystem.Create("system", ConfigurationFactory.ParseString("akka.actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\"").WithFallback(Quiet));
        var failing = system.ActorOf(Props.Create(() => new Failing()));
        var gone = failing.WatchAsync();
        failing.Tell("fail");
        (await gone.WaitAsync(Patience)).ShouldBeTrue();
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public void Names_the_setting_that_names_no_type()
    {
        var config = ConfigurationFactory.ParseString("akka.actor.provider = \"No.Such.Provider, Nowhere\"").WithFallback(Quiet);
        Should.Throw<Exception>(() => ActorSystem.Create("system", config)).ToString().ShouldContain("No.Such.Provider");
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidOperationException());
    }
}
