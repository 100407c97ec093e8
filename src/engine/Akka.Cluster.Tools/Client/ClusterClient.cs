using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster.Tools.Client;

/// <summary>
/// Lets a program outside a cluster send to actors inside. It asks the receptionists that it knows for more of them, talks to the one that answers first,
/// and looks for another when that one stops or falls silent. Meanwhile messages wait in a bounded buffer. Delivery is at most once.
/// <code>
/// establishing --Contacts, then ActorIdentity of one--> active --ReceptionistShutdown, or no HeartbeatRsp for too long--> establishing
/// establishing --reconnect-timeout--> stopped
/// </code>
/// </summary>
public sealed partial class ClusterClient : ActorBase
{
    private readonly ClusterClientSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DeadlineFailureDetector _receptionistAlive;
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly ICancelable _heartbeats;
    private ImmutableHashSet<ActorPath> _contacts;
    private ICancelable? _refreshes;
    private ICancelable? _reconnectTimeout;
    private IActorRef? _receptionist;

    /// <exception cref="ArgumentException">There are no initial contacts.</exception>
    public ClusterClient(ClusterClientSettings settings)
    {
        if (settings.InitialContacts.Count == 0) throw new ArgumentException("Initial contacts for cluster client cannot be empty", nameof(settings));
        _settings = settings;
        _contacts = [.. settings.InitialContacts];
        _receptionistAlive = new DeadlineFailureDetector(settings.AcceptableHeartbeatPause, settings.HeartbeatInterval);
        ClusterClientMessageSerializer.Register((ExtendedActorSystem)Context.System);
        _heartbeats = Repeat(settings.HeartbeatInterval, Tick.Heartbeat);
        Establish();
    }

    private enum Tick
    {
        Heartbeat,
        Refresh,
        ReconnectTimeout,
    }

    public static Props Props(ClusterClientSettings settings) => Actor.Props.Create(() => new ClusterClient(settings)).WithDeploy(Deploy.Local);

    protected override void PostStop()
    {
        _heartbeats.Cancel();
        _refreshes?.Cancel();
        _reconnectTimeout?.Cancel();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Send send:
                Pass(new PublishSubscribe.Send(send.Path, send.Message, send.LocalAffinity));
                return true;
            case SendToAll send:
                Pass(new PublishSubscribe.SendToAll(send.Path, send.Message));
                return true;
            case Publish publish:
                Pass(new PublishSubscribe.Publish(publish.Topic, publish.Message));
                return true;
            case Tick tick:
                Ticked(tick);
                return true;
            case Contacts contacts:
                Learn(contacts.Points);
                return true;
            case ActorIdentity identity:
                if (_receptionist is null && identity.Subject is { } subject && !subject.IsNobody()) Connect(subject);
                return true;
            case HeartbeatRsp:
                if (Sender.Equals(_receptionist)) _receptionistAlive.HeartBeat();
                return true;
            case ReceptionistShutdown:
                if (Sender.Equals(_receptionist)) Reestablish("stopped");
                return true;
            case ISubscribeContactPoints:
                if (_subscribers.Add(Sender)) Context.Watch(Sender);
                Sender.Tell(new ContactPoints(_contacts), Self);
                return true;
            case IUnsubscribeContactPoints:
                if (_subscribers.Remove(Sender)) Context.Unwatch(Sender);
                return true;
            case IGetContactPoints:
                Sender.Tell(new ContactPoints(_contacts), Self);
                return true;
            case Terminated terminated:
                _subscribers.Remove(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    private void Establish()
    {
        _receptionist = null;
        _refreshes?.Cancel();
        _refreshes = Repeat(_settings.EstablishingGetContactsInterval, Tick.Refresh);
        if (_settings.ReconnectTimeout is { } timeout)
            _reconnectTimeout = Context.System.Scheduler.ScheduleTellOnceCancelable(timeout, Self, Tick.ReconnectTimeout, Self);
        AskForContacts();
    }

    private void Connect(IActorRef receptionist)
    {
        _log.Info("Connected to [{0}]", receptionist.Path);
        _receptionist = receptionist;
        _receptionistAlive.HeartBeat();
        _reconnectTimeout?.Cancel();
        _reconnectTimeout = null;
        _refreshes?.Cancel();
        _refreshes = Repeat(_settings.RefreshContactsInterval, Tick.Refresh);
        // The receptionist hears of this client at once, not with the first tick.
        receptionist.Tell(new Heartbeat(), Self);
        while (_buffer.TryDequeue(out var waiting)) receptionist.Tell(waiting.Message, waiting.Sender);
    }

    private void Reestablish(string why)
    {
        _log.Info("Receptionist [{0}] {1}, restarting search for another", _receptionist!.Path, why);
        Establish();
    }

    private void Ticked(Tick tick)
    {
        switch (tick)
        {
            case Tick.Heartbeat when _receptionist is { } receptionist:
                if (_receptionistAlive.IsAvailable) receptionist.Tell(new Heartbeat(), Self);
                else Reestablish("is silent");
                break;
            case Tick.Refresh when _receptionist is { } receptionist:
                receptionist.Tell(new GetContacts(), Self);
                break;
            case Tick.Refresh:
                AskForContacts();
                break;
            case Tick.ReconnectTimeout when _receptionist is null:
                _log.Warning("Receptionist reconnect not successful within {0}, stopping cluster client", _settings.ReconnectTimeout);
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>The configured contacts are asked every time too: those learnt may all be gone.</summary>
    private void AskForContacts()
    {
        foreach (var contact in _contacts.Union(_settings.InitialContacts)) Context.ActorSelection(contact.ToString()).Tell(new GetContacts(), Self);
    }

    private void Learn(IReadOnlyList<ActorPath> points)
    {
        if (points.Count == 0) return;
        var former = _contacts;
        _contacts = [.. points];
        if (_receptionist is null)
            foreach (var contact in _contacts) Context.ActorSelection(contact.ToString()).Tell(new Identify(""), Self);
        foreach (var subscriber in _subscribers)
        {
            foreach (var added in _contacts.Except(former)) subscriber.Tell(new ContactPointAdded(added), Self);
            foreach (var removed in former.Except(_contacts)) subscriber.Tell(new ContactPointRemoved(removed), Self);
        }
    }

    private void Pass(object message)
    {
        if (_receptionist is { } receptionist)
        {
            receptionist.Tell(message, Sender);
            return;
        }
        if (_settings.BufferSize == 0)
        {
            Drop(message, Sender);
            return;
        }
        if (_buffer.Count == _settings.BufferSize)
        {
            var (oldest, sender) = _buffer.Dequeue();
            Drop(oldest, sender);
        }
        _buffer.Enqueue((message, Sender));
    }

    private void Drop(object message, IActorRef sender)
    {
        _log.Debug("No receptionist and no room in the buffer, dropping message [{0}]", message.GetType());
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);
    }

    private ICancelable Repeat(TimeSpan interval, Tick tick) =>
        Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, tick, Self);
}
