using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Daemon;

/// <summary>Runs a callback once when this member is Up, or once it is removed or its cluster shuts down.</summary>
internal sealed class MemberStatusListener : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly MemberStatus _awaited;
    private readonly Action _callback;
    private bool _done;

    public MemberStatusListener(Cluster cluster, MemberStatus awaited, Action callback)
    {
        _cluster = cluster;
        _awaited = awaited;
        _callback = callback;
    }

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop()
    {
        if (_awaited == MemberStatus.Removed) RunOnce();
        _cluster.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        var reached = message switch
        {
            ClusterEvent.CurrentClusterState state => _awaited == MemberStatus.Up && state.Members.Any(m => m.UniqueAddress == _cluster.SelfUniqueAddress && m.Status == MemberStatus.Up),
            ClusterEvent.IMemberEvent change => change.Member.UniqueAddress == _cluster.SelfUniqueAddress && change.Member.Status == _awaited,
            _ => false,
        };
        if (!reached) return;
        RunOnce();
        Context.Stop(Self);
    }

    private void RunOnce()
    {
        if (_done) return;
        _done = true;
        try
        {
            _callback();
        }
        catch (Exception e)
        {
            Context.GetLogger().Error(e, "The callback for member status [{0}] failed: {1}", _awaited, e.Message);
        }
    }
}
