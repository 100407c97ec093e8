using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Prints log events on a test's output, as long as the test runs.</summary>
internal sealed class TestOutputLogger(ITestOutputHelper output, string prefix) : ActorBase
{
    private static readonly Type[] Levels = [typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var level in Levels.Where(level => Wants(level, initialize.LoggingBus.LogLevel)))
                    initialize.LoggingBus.Subscribe(Self, level);
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    private static bool Wants(Type level, LogLevel from) => Array.IndexOf(Levels, level) >= (int)from;

    private void Print(LogEvent logEvent)
    {
        try
        {
            output.WriteLine("{0}{1}", prefix, logEvent);
        }
        catch (InvalidOperationException)
        {
            // The test has ended: nobody reads its output any more.
        }
    }
}

internal sealed class TestOutputLoggerProducer(ITestOutputHelper output, string prefix) : IIndirectActorProducer
{
    public Type ActorType => typeof(TestOutputLogger);

    public ActorBase Produce() => new TestOutputLogger(output, prefix);

    public void Release(ActorBase actor)
    {
    }
}
