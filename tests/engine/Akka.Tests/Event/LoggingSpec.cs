using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Tests.Event;

public sealed class LoggingSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system = ActorSystem.Create("logging", ConfigurationFactory.ParseString("""
        akka.loglevel = INFO
        akka.stdout-loglevel = OFF
        akka.loggers = []
        akka.log-dead-letters = 2
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """));

    private readonly Probe _probe;

    public LoggingSpec()
    {
        _probe = new Probe(_system);
        _system.EventStream.Subscribe(_probe.Ref, typeof(LogEvent));
    }

    private sealed class Chatty : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Chatty() => ReceiveAny(message => _log.Info("got {0} of {1}", message, 2));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate().WaitAsync(Patience);

    [Fact]
    public async Task Logs_from_the_configured_level_up()
    {
        _system.Log.Debug("too low");
        _system.Log.Warning(new InvalidOperationException("why"), "attention {0}", 5);
        var warning = await _probe.Expect<Warning>();
        warning.Message.ToString().ShouldBe("attention 5");
        warning.Cause.ShouldBeOfType<InvalidOperationException>();
        warning.LogLevel().ShouldBe(LogLevel.WarningLevel);
        _system.Log.IsDebugEnabled.ShouldBeFalse();
        _system.Log.IsInfoEnabled.ShouldBeTrue();
        _system.EventStream.SetLogLevel(LogLevel.DebugLevel);
        _system.Log.Debug("now");
        (await _probe.Expect<Debug>()).Message.ToString().ShouldBe("now");
    }

    [Fact]
    public async Task An_actors_log_names_its_path_and_type()
    {
        _system.ActorOf<Chatty>("chatty").Tell("word");
        var info = await _probe.Expect<Info>();
        info.Message.ToString().ShouldBe("got word of 2");
        info.LogSource.ShouldBe("akka://logging/user/chatty");
        info.LogClass.ShouldBe(typeof(Chatty));
        info.ToString().ShouldContain("got word of 2");
    }

    [Fact]
    public async Task Logs_as_many_dead_letters_as_configured()
    {
        await _system.ActorSelection("/system/deadLetterListener").ResolveOne(Patience);
        foreach (var text in new[] { "a", "b", "c" })
            _system.DeadLetters.Tell(text);
        (await _probe.Expect<Info>()).Message.ToString()!.ShouldContain("[1] dead letters");
        (await _probe.Expect<Info>()).Message.ToString()!.ShouldContain("no more dead letters");
        await _system.ActorSelection("/system/deadLetterListener").Ask<ActorIdentity>(new Identify(0), Patience);
        await _probe.ExpectNothingYet();
    }

    [Fact]
    public async Task A_template_that_does_not_fit_its_arguments_is_logged_all_the_same()
    {
        _system.Log.Info("needs {0} and {1}", 1);
        (await _probe.Expect<Info>()).Message.ToString()!.ShouldContain("needs {0} and {1}");
    }

    [Theory]
    [InlineData("DEBUG", LogLevel.DebugLevel)]
    [InlineData("info", LogLevel.InfoLevel)]
    [InlineData("WARNING", LogLevel.WarningLevel)]
    [InlineData("ERROR", LogLevel.ErrorLevel)]
    public void Levels_have_names(string name, LogLevel level) => Logging.LogLevelFor(name).ShouldBe(level);

    [Fact]
    public void Refuses_an_unknown_level() => Should.Throw<ArgumentException>(() => Logging.LogLevelFor("LOUD"));
}
