using System.Threading.Channels;
using Akka.Actor;

namespace Akka.Tests;

/// <summary>An actor whose messages the test reads.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public Probe(IActorRefFactory factory, string? name = null) => Ref = factory.ActorOf(Props.Create(() => new Recorder(_messages.Writer)), name);

    public IActorRef Ref { get; }

    public async Task<T> Expect<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        var message = await _messages.Reader.ReadAsync(patience.Token);
        return message.ShouldBeOfType<T>();
    }

    /// <summary>Waits for a message of that type and forgets the others before it.</summary>
    public async Task<T> Fish<T>(Predicate<T>? wanted = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _messages.Reader.ReadAsync(patience.Token) is T found && (wanted is null || wanted(found)))
                return found;
        }
    }

    /// <summary>Checks that nothing has come before a message that the test sends now.</summary>
    public async Task ExpectNothingYet()
    {
        var mark = new object();
        Ref.Tell(mark, ActorRefs.NoSender);
        (await _messages.Reader.ReadAsync()).ShouldBeSameAs(mark);
    }

    public void Watch(IActorRef subject) => Ref.Tell(new WatchIt(subject), ActorRefs.NoSender);

    private sealed record WatchIt(IActorRef Subject);

    private sealed class Recorder : ReceiveActor
    {
        public Recorder(ChannelWriter<object> writer)
        {
            Receive<WatchIt>(watch => Context.Watch(watch.Subject));
            ReceiveAny(message => writer.TryWrite(message));
        }
    }
}

/// <summary>A spec with an actor system of its own.</summary>
public abstract class ActorSpec : IAsyncLifetime
{
    protected ActorSpec(string config = "") =>
        Sys = ActorSystem.Create("spec", Akka.Configuration.ConfigurationFactory.ParseString(config + "\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.coordinated-shutdown.run-by-clr-shutdown-hook = off"));

    protected ActorSystem Sys { get; }

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Sys.Terminate().WaitAsync(Patience);
}
