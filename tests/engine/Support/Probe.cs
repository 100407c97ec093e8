using System.Threading.Channels;
using Akka.Actor;

namespace Akka.Tests.Support;

/// <summary>An actor whose messages the test reads.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public Probe(IActorRefFactory factory, string? name = null)
    {
        var writer = _messages.Writer;
        Ref = factory.ActorOf(Props.Create(() => new Recorder(writer)), name);
    }

    public IActorRef Ref { get; }

    public async Task<T> Expect<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        var message = await _messages.Reader.ReadAsync(patience.Token);
        return message.ShouldBeOfType<T>();
    }

    /// <summary>Waits for a message that fits and forgets the others before it.</summary>
    public async Task<T> Fish<T>(Predicate<T>? wanted = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _messages.Reader.ReadAsync(patience.Token) is T found && (wanted is null || wanted(found))) return found;
        }
    }

    /// <summary>Shows that nothing comes for a moment; only what comes then fails it.</summary>
    public async Task ExpectNothing()
    {
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<OperationCanceledException>(() => _messages.Reader.ReadAsync(moment.Token).AsTask());
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
