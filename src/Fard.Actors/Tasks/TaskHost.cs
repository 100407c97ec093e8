using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Messages;
using Fard.Actors.Tasks.Events;
using Fard.Actors.Tasks.Output;
using Fard.Hardware.Accelerators;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>What one replica's program sees of the world, over all its starts on this board. Safe for several threads.</summary>
internal sealed class TaskHost : ITaskContext
{
    private readonly LaunchTask _launch;
    private readonly string _board;
    private readonly PeerTable _peers;
    private readonly TaskSettings _settings;
    private readonly IActorRef _self;
    private readonly IActorRef _keys;
    private readonly ILoggingAdapter _log;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Incarnation, EventLink Link)> _links = [];
    private ImmutableArray<PeerEntry> _known;
    private long _sent;
    private long _dropped;

    public TaskHost(LaunchTask launch, Applications.TaskDescription task, string board, PeerTable peers, TaskSettings settings, IActorRef self, ILoggingAdapter log, IActorRef keys)
    {
        (_launch, _board, _peers, _settings, _self, _log, _keys) = (launch, board, peers, settings, self, log, keys);
        Configuration = task.Configuration;
        _known = peers.Current.Peers;
        Output = new OutputQueue(settings.OutputBytes) { Arrived = () => self.Tell(TaskActor.OutputArrived.Instance) };
        Output.SetCollects(peers.Current.Version > 0 ? peers.Current.CollectsOutput : launch.Record.CollectsOutput);
        Inbox = new EventInbox(task.Overflow, settings.EventQueue, settings.EventWindow, SayTaken);
    }

    public EventInbox Inbox { get; }

    public OutputQueue Output { get; }

    public EventCounts Counts => new(Interlocked.Read(ref _sent), Inbox.Delivered, Interlocked.Read(ref _dropped) + Inbox.Dropped, Output.Consumed);

    public string ApplicationId => _launch.Record.Id;

    public string TaskName => _launch.Need.Task;

    public string PeerId => _launch.Need.PeerId;

    public string Configuration { get; }

    public string Folder { get; set; } = "";

    public IAccelerator? Fpga { get; set; }

    public ImmutableArray<Peer> GetPeers(string? task = null)
    {
        var peers = _peers.Current.Peers.Where(peer => peer.Id != PeerId).Select(ToPeer).Append(new Peer(PeerId, TaskName, _board));
        return [.. peers.Where(peer => task is null || peer.Task == task).OrderBy(peer => peer.Id, StringComparer.Ordinal)];
    }

    public ValueTask FireAsync(string name, EventPayload payload, string? task = null, string? peer = null, CancellationToken cancellationToken = default)
    {
        Check(name, payload, task, peer);
        // The caller may use its buffer again.
        payload = payload with { Bytes = payload.Bytes.ToArray() };
        var scope = peer is not null ? EventScope.Peer : task is not null ? EventScope.Task : EventScope.Application;
        var receivers = _peers.Receivers(task, peer, PeerId);
        if (receivers.IsEmpty && peer is not null) Interlocked.Increment(ref _dropped);
        if (receivers.Length == 1) return FireAsync(receivers[0], name, payload, scope, cancellationToken);
        // All are begun before one is waited for: a slow receiver keeps nobody else waiting.
        var sending = receivers.Select(receiver => FireAsync(receiver, name, payload, scope, cancellationToken).AsTask()).ToArray();
        return new ValueTask(Task.WhenAll(sending));
    }

    public async Task FireKeyedAsync(string name, EventPayload payload, string task, string key, CancellationToken cancellationToken = default)
    {
        Check(name, payload, task, peer: null);
        if (!ManifestReader.IsName(task)) throw new ArgumentException($"'{task}' is no name of a task.", nameof(task));
        if (key.Length is 0 or > EventNames.MaxKeyLength) throw new ArgumentException($"A key has 1 to {EventNames.MaxKeyLength} characters; this one has {key.Length}.", nameof(key));
        var fired = new KeyedEvent(ApplicationId, task, key, PeerId, TaskName, name, payload with { Bytes = payload.Bytes.ToArray() });
        IKeyedMessage answer;
        try
        {
            answer = await _keys.Ask<IKeyedMessage>(fired, _settings.EventWait + _settings.EventAsk, cancellationToken);
        }
        catch (AskTimeoutException exception)
        {
            Interlocked.Increment(ref _dropped);
            throw new ProgramException($"Key {key} of {task} did not answer; the event may have been handled or not.", exception);
        }

        if (answer is KeyedRefused refused)
        {
            Interlocked.Increment(ref _dropped);
            throw new ProgramException(refused.Reason);
        }

        Interlocked.Increment(ref _sent);
    }

    public ValueTask SendOutputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => data.Length <= EventNames.MaxPayloadBytes
        ? Output.PutAsync(data, cancellationToken)
        : throw new ArgumentException($"A piece of output has at most {EventNames.MaxPayloadBytes} bytes; this one has {data.Length}. Put out several.", nameof(data));

    public void Log(string level, string line)
    {
        switch (level.ToUpperInvariant())
        {
            case "ERROR" or "CRITICAL":
                _log.Error("{0} of {1}: {2}", PeerId, ApplicationId, line);
                break;
            case "WARNING" or "WARN":
                _log.Warning("{0} of {1}: {2}", PeerId, ApplicationId, line);
                break;
            case "DEBUG":
                _log.Debug("{0} of {1}: {2}", PeerId, ApplicationId, line);
                break;
            default:
                _log.Info("{0} of {1}: {2}", PeerId, ApplicationId, line);
                break;
        }
    }

    /// <summary>The program begins anew: it sees the peers that are up now and hears of those that change.</summary>
    public void Begin() => _known = _peers.Current.Peers;

    /// <summary>The peers have changed: links to those that are gone are closed, and the program is told.</summary>
    /// <param name="tell">Whether the program runs.</param>
    public void OnPeers(bool tell)
    {
        var (before, peers) = (_known, _peers.Current);
        _known = peers.Peers;
        Output.SetCollects(peers.CollectsOutput);
        lock (_gate)
        {
            foreach (var (peer, (incarnation, link)) in _links.ToArray())
            {
                if (!peers.Peers.Any(known => known.Id == peer && known.Incarnation == incarnation)) link.Close();
            }
        }

        if (!tell) return;
        foreach (var gone in before.Where(peer => peer.Id != PeerId && !peers.Peers.Any(Same(peer)))) Post(EventNames.PeerDown, gone);
        foreach (var fresh in peers.Peers.Where(peer => peer.Id != PeerId && !before.Any(Same(peer)))) Post(EventNames.PeerUp, fresh);
    }

    /// <summary>A receiver has taken what was fired at it.</summary>
    public void OnTaken(EventsTaken taken)
    {
        EventLink? link;
        lock (_gate) link = _links.TryGetValue(taken.Receiver, out var known) && taken.SenderIncarnation == _launch.Incarnation ? known.Link : null;
        link?.Taken(taken.Sequence);
    }

    /// <summary>Nobody waits for a receiver any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var (_, link) in _links.Values) link.Close();
        }

        Output.SetCollects(false);
    }

    private static Func<PeerEntry, bool> Same(PeerEntry peer) => other => other.Id == peer.Id && other.Incarnation == peer.Incarnation;

    private static Peer ToPeer(PeerEntry peer) => new(peer.Id, peer.Task, peer.Board);

    private async ValueTask FireAsync(PeerEntry receiver, string name, EventPayload payload, EventScope scope, CancellationToken cancellationToken)
    {
        var fired = new FiredEvent(ApplicationId, PeerId, TaskName, _launch.Incarnation, receiver.Id, 1, name, scope, payload);
        if (await LinkTo(receiver).SendAsync(fired, _settings.EventWait, _settings.EventAsk, _settings.Time, cancellationToken)) Interlocked.Increment(ref _sent);
        else Interlocked.Increment(ref _dropped);
    }

    private EventLink LinkTo(PeerEntry receiver)
    {
        lock (_gate)
        {
            if (_links.TryGetValue(receiver.Id, out var known))
            {
                // The same life of the receiver: its numbers go on, also when it was down meanwhile.
                if (known.Incarnation == receiver.Incarnation)
                {
                    known.Link.Open();
                    return known.Link;
                }

                known.Link.Close();
            }

            var (self, actor) = (_self, receiver.Actor);
            var link = new EventLink(
                _settings.EventWindow,
                fired => actor.Tell(fired, self),
                last => actor.Tell(new EventsAsked(ApplicationId, PeerId, _launch.Incarnation, receiver.Id, last), self));
            _links[receiver.Id] = (receiver.Incarnation, link);
            return link;
        }
    }

    private void SayTaken(EventSource source, long sequence) =>
        source.Actor.Tell(new EventsTaken(ApplicationId, source.Peer, source.Incarnation, PeerId, sequence), _self);

    private void Post(string name, PeerEntry peer)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { id = peer.Id, task = peer.Task, board = peer.Board });
        Inbox.Post(new TaskEvent(name, peer.Id, peer.Task, EventScope.Application, new EventPayload(IsJson: true, payload)));
    }

    private static void Check(string name, EventPayload payload, string? task, string? peer)
    {
        if (task is not null && peer is not null) throw new ArgumentException("An event goes to a task, to a peer, or to the whole application (neither given), not to a task and a peer.", nameof(peer));
        if (name.Length is 0 or > EventNames.MaxLength) throw new ArgumentException($"The name of an event has 1 to {EventNames.MaxLength} characters; this one has {name.Length}.", nameof(name));
        if (name.StartsWith(EventNames.Reserved, StringComparison.Ordinal)) throw new ArgumentException($"'{name}' is a name of the runtime's own events; choose one that does not begin with {EventNames.Reserved}", nameof(name));
        if (payload.Bytes.Length > EventNames.MaxPayloadBytes)
            throw new ArgumentException($"An event carries at most {EventNames.MaxPayloadBytes} bytes; this one has {payload.Bytes.Length}. Send the data in several, or over the data plane.", nameof(payload));
    }
}
