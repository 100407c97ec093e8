using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Cluster.Daemon;
using Akka.Cluster.Events;
using Akka.Cluster.Gossiping;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>
/// The membership of this actor system in a cluster. <see cref="Get"/> answers the one of a system; it needs <c>akka.actor.provider = cluster</c>.
/// </summary>
public partial class Cluster : IExtension
{
    private static readonly TimeSpan LongestJoin = TimeSpan.FromSeconds(10);

    private volatile IActorRef _daemon = ActorRefs.Nobody;
    private readonly ActorSystemImpl _system;
    private readonly ILoggingAdapter _log;
    private readonly TaskCompletionSource _exiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterEvent.CurrentClusterState? _state;
    private volatile MembershipState _membership;
    private int _terminated;

    internal Cluster(ActorSystemImpl system)
    {
        _system = system;
        if (system.Provider is not ClusterActorRefProvider provider)
            throw new ConfigurationException($"ActorSystem [{system}] needs to have a 'ClusterActorRefProvider' enabled in the configuration, currently uses [{system.Provider.GetType().FullName}]: set akka.actor.provider = cluster.");
        Provider = provider;
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        SelfUniqueAddress = new UniqueAddress(provider.DefaultAddress, AddressUidExtension.Uid(system));
        _membership = MembershipState.Initial(SelfUniqueAddress);
        _log = Logging.GetLogger(system, typeof(Cluster));
        FailureDetector = new DefaultFailureDetectorRegistry<Address>(() =>
            FailureDetectorLoader.Load(Settings.FailureDetectorImplementationClass, Settings.FailureDetectorConfig, system.EventStream));
        DowningProvider = Activation.Create<IDowningProvider>(Settings.DowningProviderType.AssemblyQualifiedName!, "akka.cluster.downing-provider-class", system, this);
        if (Settings.LogInfo) _log.Info("Cluster Node [{0}] - Starting up...", SelfAddress);
        _daemon = system.SystemActorOf(Props.Create(() => new ClusterDaemon(this)), "cluster");
        AddShutdownTasks();
    }

    public ExtendedActorSystem System => _system;

    public ClusterSettings Settings { get; }

    public UniqueAddress SelfUniqueAddress { get; }

    public Address SelfAddress => SelfUniqueAddress.Address;

    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    public IDowningProvider DowningProvider { get; }

    public DefaultFailureDetectorRegistry<Address> FailureDetector { get; }

    /// <summary>The cluster as this member sees it now.</summary>
    public ClusterEvent.CurrentClusterState State
    {
        get
        {
            if (_state is { } known) return known;
            var membership = _membership;
            var state = ClusterEventDiff.Snapshot(membership);
            // Another view may have come meanwhile; the next to ask then looks at that one.
            _state = state;
            if (!ReferenceEquals(membership, _membership)) _state = null;
            return state;
        }
    }

    /// <summary>This member as of now; with status Removed before it has joined and after it has left.</summary>
    public Member SelfMember => _membership.SelfMember ?? new Member(SelfUniqueAddress, int.MaxValue, MemberStatus.Removed, SelfRoles, Settings.AppVersion);

    public bool IsUp => SelfMember.Status == MemberStatus.Up;

    /// <summary>Whether this member has left or been removed: it can join again only as another incarnation, in a new actor system.</summary>
    public bool IsTerminated => Volatile.Read(ref _terminated) != 0;

    internal MembershipState Membership => _membership;

    internal ClusterActorRefProvider Provider { get; }

    /// <exception cref="ConfigurationException">The system's provider is not cluster.</exception>
    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    /// <summary>The path under which other systems know an actor of this one.</summary>
    public ActorPath RemotePathOf(IActorRef actorRef)
    {
        var path = actorRef.Path;
        return path.Address.Host is null ? new RootActorPath(SelfAddress) / path.Elements : path;
    }

    /// <summary>Asks the member at <paramref name="address"/> to take this one in; its own address forms a new cluster.</summary>
    public void Join(Address address) => _daemon.Tell(new JoinTo(FillLocal(address)), ActorRefs.NoSender);

    /// <summary>As <see cref="Join"/>; completes when this member is Up.</summary>
    /// <exception cref="ClusterJoinFailedException">
    /// This member was not Up before <paramref name="token"/> was cancelled or retry-unsuccessful-join-after was over (it still tries), or its cluster has stopped.
    /// </exception>
    public Task JoinAsync(Address address, CancellationToken token = default) => JoinAnd(() => Join(address), $"address [{address}]", token);

    public void JoinSeedNodes(IEnumerable<Address> seedNodes) =>
        _daemon.Tell(new JoinSeedNodes([.. seedNodes.Select(FillLocal)]), ActorRefs.NoSender);

    /// <summary>As <see cref="JoinSeedNodes"/>; completes when this member is Up.</summary>
    /// <exception cref="ClusterJoinFailedException">As with <see cref="JoinAsync"/>.</exception>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default)
    {
        var seeds = seedNodes.ToList();
        return JoinAnd(() => JoinSeedNodes(seeds), $"seed nodes [{string.Join(", ", seeds)}]", token);
    }

    /// <summary>Makes a member leave in good order: Leaving, Exiting, Removed.</summary>
    public void Leave(Address address) => _daemon.Tell(new Leave(FillLocal(address)), ActorRefs.NoSender);

    /// <summary>Makes this member leave; completes when it is removed.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberRemoved(() => left.TrySetResult());
        Leave(SelfAddress);
        return left.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes a member for dead; the leader removes it.</summary>
    public void Down(Address address) => _daemon.Tell(new Down(FillLocal(address)), ActorRefs.NoSender);

    /// <summary>Runs a callback once when this member is Up; at once when it is.</summary>
    public void RegisterOnMemberUp(Action callback) => Listen(MemberStatus.Up, callback);

    /// <summary>Runs a callback once when this member is removed or its system stops; at once when it is removed already.</summary>
    public void RegisterOnMemberRemoved(Action callback)
    {
        if (IsTerminated) callback();
        else Listen(MemberStatus.Removed, callback);
    }

    /// <summary>Sends the subscriber one <see cref="ClusterEvent.CurrentClusterState"/> and then the events of the given types.</summary>
    public void Subscribe(IActorRef subscriber, params Type[] to) => Subscribe(subscriber, ClusterEvent.InitialStateAsSnapshot, to);

    /// <exception cref="ArgumentException">No type is given, or one that is no cluster event.</exception>
    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0) throw new ArgumentException("At least one IClusterDomainEvent class is required", nameof(to));
        if (Array.Find(to, t => t != typeof(MembershipChanged) && !typeof(ClusterEvent.IClusterDomainEvent).IsAssignableFrom(t)) is { } other)
            throw new ArgumentException($"Subscribe to IClusterDomainEvent or subclasses, not to {other}", nameof(to));
        _daemon.Tell(new Subscribe(subscriber, initialStateMode, [.. to]), ActorRefs.NoSender);
    }

    public void Unsubscribe(IActorRef subscriber) => _daemon.Tell(new Unsubscribe(subscriber, null), ActorRefs.NoSender);

    public void Unsubscribe(IActorRef subscriber, Type to) => _daemon.Tell(new Unsubscribe(subscriber, to), ActorRefs.NoSender);

    /// <summary>Sends one <see cref="ClusterEvent.CurrentClusterState"/>.</summary>
    public void SendCurrentClusterState(IActorRef receiver) => _daemon.Tell(new SendCurrentState(receiver), ActorRefs.NoSender);

    private async Task JoinAnd(Action join, string through, CancellationToken token)
    {
        if (IsTerminated) throw new ClusterJoinFailedException("Cluster has already been terminated");
        if (IsUp) return;
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberUp(() => joined.TrySetResult());
        join();
        using var patience = new CancellationTokenSource(Settings.RetryUnsuccessfulJoinAfter ?? LongestJoin, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            await (await Task.WhenAny(joined.Task, _stopped.Task).WaitAsync(either.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ClusterJoinFailedException($"Node has not managed to join the cluster using provided {through}");
        }
        if (!joined.Task.IsCompleted) throw new ClusterJoinFailedException($"Cluster was shut down before the node had joined using provided {through}");
    }

    private void Listen(MemberStatus awaited, Action callback) =>
        _daemon.Tell(new AddStatusListener(Props.Create(() => new MemberStatusListener(this, awaited, callback))), ActorRefs.NoSender);

    private Address FillLocal(Address address) => address.HasLocalScope && address.System == SelfAddress.System ? SelfAddress : address;
}
