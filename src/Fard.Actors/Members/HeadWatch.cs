using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace Fard.Actors.Members;

/// <summary>
/// Has a member leave when its cluster has no head for too long: a head that is started then forms another cluster, which the member joins when whoever
/// supervises it starts it again.
/// </summary>
internal sealed class HeadWatch : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<UniqueAddress> _heads = [];
    private readonly TimeSpan _patience;

    public HeadWatch(TimeSpan patience)
    {
        _patience = patience;
        Receive<ClusterEvent.MemberRemoved>(message =>
        {
            if (_heads.Remove(message.Member.UniqueAddress)) Wait();
        });
        Receive<ClusterEvent.IMemberEvent>(message =>
        {
            if (!message.Member.HasRole(FardRoles.Head)) return;
            _heads.Add(message.Member.UniqueAddress);
            Timers.Cancel(nameof(NoHead));
        });
        Receive<NoHead>(_ => OnNoHead());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TimeSpan patience) => Akka.Actor.Props.Create(() => new HeadWatch(patience));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Wait();
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnNoHead()
    {
        Context.GetLogger().Error("The cluster has had no head for {0} s (fard.jobs.orphan-timeout); this member leaves it. Start it again when there is a head.", _patience.TotalSeconds);
        _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    private void Wait()
    {
        if (_heads.Count == 0) Timers.StartSingleTimer(nameof(NoHead), NoHead.Instance, _patience);
    }

    private sealed record NoHead : INoSerializationVerificationNeeded
    {
        public static readonly NoHead Instance = new();
    }
}
