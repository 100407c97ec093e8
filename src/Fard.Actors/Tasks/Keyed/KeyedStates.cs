using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Tasks.Keyed;

/// <summary>
/// One head's copy of all state by key. Entities write to every head, so that state outlives boards and all heads but one; a head that joins is given
/// everything by the others.
/// </summary>
internal sealed class KeyedStates : ReceiveActor
{
    /// <summary>Its name below <c>/user</c>.</summary>
    public const string Name = "keyed-states";

    /// <summary>Most keys of one instance.</summary>
    public const int MaxKeys = 100_000;

    /// <summary>Most bytes of all states of one instance.</summary>
    public const long MaxBytes = 64L << 20;

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<string, Dictionary<(string Task, string Key), KeepState>> _states = [];
    private readonly Dictionary<string, long> _bytes = [];

    public KeyedStates()
    {
        Receive<KeepState>(message => Sender.Tell(Keep(message)));
        Receive<GetState>(message =>
        {
            var known = _states.GetValueOrDefault(message.Id)?.GetValueOrDefault((message.Task, message.Key));
            Sender.Tell(new StateFound(message.Id, message.Task, message.Key, known?.Version ?? 0, known?.State ?? default));
        });
        Receive<DropStates>(message =>
        {
            _states.Remove(message.Id);
            _bytes.Remove(message.Id);
        });
        // The answers of other heads, to what this one shared.
        Receive<StateKept>(_ => { });
        Receive<StateNotKept>(_ => { });
        Receive<GetShared>(_ => Share(Sender.Path.Address));
        Receive<ClusterEvent.MemberUp>(message => OnHead(message.Member));
        Receive<ClusterEvent.ReachableMember>(message => OnHead(message.Member));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    /// <summary>Where the stores of the heads are that this member reaches.</summary>
    public static (Address Head, ActorSelection Store)[] OfHeads(ActorSystem system)
    {
        var state = Cluster.Get(system).State;
        return
        [
            .. state.Members
                .Where(member => member.HasRole(FardRoles.Head) && member.Status is MemberStatus.Up && !state.Unreachable.Contains(member))
                .Select(member => (member.Address, system.ActorSelection(new RootActorPath(member.Address) / "user" / Name))),
        ];
    }

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.ReachableMember));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private IFardMessage Keep(KeepState message)
    {
        var states = _states.TryGetValue(message.Id, out var known) ? known : _states[message.Id] = [];
        var before = states.GetValueOrDefault((message.Task, message.Key));
        if (before is not null && (message.Version < before.Version || (message.Version == before.Version && message.Writer != before.Writer)))
            return new StateNotKept(message.Id, message.Task, message.Key, message.Version, "Another entity of this key has written since.");
        var bytes = _bytes.GetValueOrDefault(message.Id) + message.State.Length - (before?.State.Length ?? 0);
        if (bytes > MaxBytes || (before is null && states.Count >= MaxKeys))
            return new StateNotKept(message.Id, message.Task, message.Key, message.Version, $"An instance keeps at most {MaxKeys} keys and {MaxBytes} bytes.");
        states[(message.Task, message.Key)] = message;
        _bytes[message.Id] = bytes;
        return new StateKept(message.Id, message.Task, message.Key, message.Version);
    }

    private void OnHead(Member member)
    {
        if (!member.HasRole(FardRoles.Head) || member.Address.Equals(_cluster.SelfAddress)) return;
        Share(member.Address);
        Select(member.Address).Tell(new GetShared());
    }

    private void Share(Address head)
    {
        foreach (var state in _states.Values.SelectMany(states => states.Values)) Select(head).Tell(state);
    }

    private static ActorSelection Select(Address head) => Context.ActorSelection(new RootActorPath(head) / "user" / Name);
}
