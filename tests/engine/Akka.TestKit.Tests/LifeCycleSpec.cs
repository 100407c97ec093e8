using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Xunit.Abstractions;

namespace Akka.TestKit.Tests;

public class LifeCycleSpec(ITestOutputHelper output)
{
    [Fact]
    public void Terminates_its_system_when_it_is_disposed()
    {
        var kit = new Xunit2.TestKit("akka.test.single-expect-default = 7s", output);
        var system = kit.Sys;
        system.Name.ShouldBe("test");
        kit.TestKitSettings.SingleExpectDefault.ShouldBe(TimeSpan.FromSeconds(7));

        kit.Dispose();

        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        kit.Dispose();
    }

    [Fact]
    public void Runs_in_a_system_that_it_is_given()
    {
        using var system = ActorSystem.Create("given", "akka.loglevel = WARNING");
        using var first = new Xunit2.TestKit(system);
        using var second = new Xunit2.TestKit(system, output);

        first.Sys.ShouldBeSameAs(system);
        first.TestActor.ShouldNotBe(second.TestActor);
        second.TestActor.Tell("hello");
        second.ExpectMsg("hello");
        first.TestKitSettings.DefaultTimeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Takes_a_configuration_or_a_setup_and_a_name()
    {
        var config = ConfigurationFactory.ParseString("own.key = 5");
        using var configured = new Xunit2.TestKit(config, "named", output);
        using var setUp = new Xunit2.TestKit(ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), "set-up");

        foreach (var kit in new[] { configured, setUp })
        {
            kit.Sys.Settings.Config.GetInt("own.key").ShouldBe(5);
            kit.Sys.Settings.Config.GetStringList("akka.loggers").ShouldBe(["Akka.TestKit.TestEventListener, Akka.TestKit"]);
        }

        configured.Sys.Name.ShouldBe("named");
        setUp.Sys.Name.ShouldBe("set-up");
    }

    [Fact]
    public void Dilates_durations_by_the_time_factor()
    {
        using var kit = new Xunit2.TestKit("akka.test { timefactor = 2.0, single-expect-default = 100ms }");

        kit.Dilated(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
        kit.RemainingOrDefault.ShouldBe(TimeSpan.FromMilliseconds(200));
        kit.RemainingOrDilated(TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(6));
        kit.GetTimeoutOrDefault(TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(3));
        Should.Throw<ArgumentException>(() => kit.RemainingOrDilated(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Has_the_settings_of_its_reference_configuration()
    {
        var settings = new TestKitSettings(TestKitBase.DefaultConfig);

        settings.TestTimeFactor.ShouldBe(1);
        settings.SingleExpectDefault.ShouldBe(TimeSpan.FromSeconds(3));
        settings.DefaultTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.TestEventFilterLeeway.ShouldBe(TimeSpan.FromSeconds(3));
        Should.Throw<ConfigurationException>(() => new TestKitSettings(Config.Empty));
    }

    [Fact]
    public void Hands_messages_that_the_test_never_took_to_dead_letters()
    {
        using var kit = new Xunit2.TestKit();
        var probe = kit.CreateTestProbe();
        var letters = kit.CreateTestProbe();
        kit.Sys.EventStream.Subscribe(letters.Ref, typeof(Event.DeadLetter));
        kit.Watch(probe);
        probe.Ref.Tell("unread");
        probe.PeekOne();

        kit.Sys.Stop(probe.Ref);

        letters.FishForMessage<Event.DeadLetter>(letter => letter.Message is "unread").Recipient.ShouldBe(probe.Ref);
        kit.ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void Writes_the_log_to_the_output_of_the_test()
    {
        var lines = new Lines();
        using var kit = new Xunit2.TestKit("akka.loglevel = INFO", lines);

        kit.AwaitAssert(() =>
        {
            kit.Log.Log(Event.LogLevel.InfoLevel, null, "for the output");
            kit.Log.Log(Event.LogLevel.DebugLevel, null, "too detailed");
            lines.Text.ShouldContain("for the output");
        });

        lines.Text.ShouldNotContain("too detailed");
    }

    [Fact]
    public void Provides_actors_for_tests()
    {
        using var kit = new Xunit2.TestKit();
        var probe = kit.CreateTestProbe();

        probe.Send(kit.ActorOf(TestActors.SimpleEchoActor.Props()), "a");
        probe.ExpectMsg("a");
        probe.Send(kit.ActorOf(TestActors.EchoActor.Props(kit)), "b");
        probe.ExpectMsg("b");
        kit.ExpectMsgFrom(probe.Ref, "b");
        probe.Send(kit.ActorOf(TestActors.ForwardActor.Props(kit.TestActor)), "c");
        kit.ExpectMsgFrom(probe.Ref, "c");
        kit.EventFilter.Warning(contains: "Unhandled").ExpectOne(() => kit.ActorOf<TestActors.UnhandledMessageActor>().Tell("d"));
    }

    private sealed class Lines : ITestOutputHelper
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public void WriteLine(string message) => _lines.Enqueue(message);

        public void WriteLine(string format, params object[] args) => WriteLine(string.Format(format, args));
    }
}
