using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Tests;

public class EventFilterSpec : Xunit2.TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    public EventFilterSpec()
        : base("akka.loglevel = DEBUG")
    {
    }

    [Fact]
    public void Expects_log_events_by_level_and_text()
    {
        EventFilter.Info("whole text").ExpectOne(() => Log.Info("whole text"));
        EventFilter.Warning(start: "the").ExpectOne(() => Log.Warning("the start"));
        EventFilter.Error(contains: "middle").ExpectOne(() => Log.Error("in the middle of"));
        EventFilter.Debug(new Regex("^a+$")).ExpectOne(() => Log.Debug("aaa"));
        EventFilter.ForLogLevel(LogLevel.InfoLevel, "x").Expect(2, () =>
        {
            Log.Info("x");
            Log.Warning("x");
            Log.Info("y");
            Log.Info("x");
        });
    }

    [Fact]
    public void Formats_what_was_logged_with_arguments() =>
        EventFilter.Info("1 and two").ExpectOne(() => Log.Info("{0} and {1}", 1, "two"));

    [Fact]
    public void Expects_exceptions_by_type_message_and_inner_exceptions()
    {
        EventFilter.Exception<InvalidOperationException>("broken").ExpectOne(() => Log.Error(new InvalidOperationException("broken"), "in a log"));
        EventFilter.Exception<SystemException>().ExpectOne(() => Log.Error(new InvalidOperationException("derived"), "in a log"));
        EventFilter.Exception<InvalidOperationException>(new Regex("^in a")).ExpectOne(() => Log.Error(new InvalidOperationException(), "in a log"));
        EventFilter.Exception(typeof(TimeoutException), checkInnerExceptions: true).ExpectOne(() =>
            Log.Error(new InvalidOperationException("outer", new TimeoutException()), "in a log"));
    }

    [Fact]
    public void Expects_what_supervision_logs_from_an_actor()
    {
        var actor = ActorOf(Props.Create(() => new Failing()), "failing");

        EventFilter.Exception<InvalidOperationException>(source: actor.Path.ToString()).ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public async Task Expects_asynchronously()
    {
        await EventFilter.Info("later").ExpectOneAsync(() =>
        {
            Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(30), () => Log.Info("later"));
            return Task.CompletedTask;
        });
        (await EventFilter.Info("with a result").ExpectAsync(1, () =>
        {
            Log.Info("with a result");
            return Task.FromResult(5);
        })).ShouldBe(5);
    }

    [Fact]
    public void Expects_dead_letters()
    {
        var gone = ActorOf(TestActors.BlackHoleActor.Props, "gone");
        Watch(gone);
        Sys.Stop(gone);
        ExpectTerminated(gone);

        EventFilter.DeadLetter().ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter<string>().ExpectOne(() => gone.Tell("b"));
        EventFilter.DeadLetter<string>(text => text == "c", gone.Path.ToString()).ExpectOne(() =>
        {
            gone.Tell("d");
            gone.Tell("c");
        });
    }

    [Fact]
    public void Expects_custom_matches_and_any_of_several()
    {
        EventFilter.Custom(log => log.LogClass == GetType()).ExpectOne(() => Log.Info("mine"));
        EventFilter.Custom<Warning>(_ => true).ExpectOne(() => Log.Warning("any"));
        EventFilter.Info("a").And.Info("b").Expect(2, () =>
        {
            Log.Info("a");
            Log.Info("b");
        });
    }

    [Fact]
    public async Task Fails_on_fewer_more_and_unwanted_events()
    {
        var soon = Tests.Failing.Soon;

        var missing = Tests.Failing.Message(() => EventFilter.Info("never").ExpectOne(soon, () => Log.Info("something else")));
        missing.ShouldContain("never");
        Tests.Failing.Message(() => EventFilter.Info("x").ExpectOne(Long, () => { Log.Info("x"); Log.Info("x"); WaitForListener(); }));
        Tests.Failing.Message(() => EventFilter.Info("x").Expect(0, soon, () => Log.Info("x")));
        EventFilter.Info("x").Expect(0, soon, () => Log.Info("y"));
        await Tests.Failing.MessageAsync(() => EventFilter.Info("x").ExpectOneAsync(soon, () => Task.CompletedTask));
    }

    [Fact]
    public void Does_not_count_what_was_logged_before()
    {
        Log.Info("x");
        EventFilter.Info("x").ExpectOne(() => Log.Info("x"));
    }

    [Fact]
    public async Task Mutes_until_unmuted()
    {
        using (var muted = EventFilter.Info("x").Mute())
        {
            EventFilter.Info("y").ExpectOne(() => { Log.Info("x"); Log.Info("y"); });
            muted.Unmute();
        }

        EventFilter.Info("x").Mute(() => 3).ShouldBe(3);
        await EventFilter.Info("x").MuteAsync(() => Log.Info("x"));
    }

    [Fact]
    public void Says_which_logger_is_missing()
    {
        using var bare = ActorSystem.Create("bare");
        Should.Throw<InvalidOperationException>(() => CreateEventFilter(bare).Info().ExpectOne(() => { })).Message.ShouldContain("TestEventListener");
    }

    private void WaitForListener() => EventFilter.Info("marker").ExpectOne(() => Log.Info("marker"));

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("as told");
    }
}
