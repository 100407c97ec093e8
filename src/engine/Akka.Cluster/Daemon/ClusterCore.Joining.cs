using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Cluster.Joining;
using Akka.Event;

namespace Akka.Cluster.Daemon;

/// <content>How this member gets in, and how it takes others in.</content>
internal sealed partial class ClusterCore
{
    private readonly Dictionary<Address, (Join Join, IActorRef Sender)> _waitingForRemoval = [];
    private ImmutableList<Address> _seeds = ImmutableList<Address>.Empty;
    private IActorRef? _seedProcess;
    private ICancelable? _joinDeadline;
    private ICancelable? _seedDeadline;
    private Address? _joinWith;

    private void StartSeedProcess(ImmutableList<Address> seeds)
    {
        StopSeedProcess();
        if (seeds.IsEmpty) return;
        _seeds = seeds;
        if (_settings.ShutdownAfterUnsuccessfulJoinSeedNodes is { } limit && _seedDeadline is null) _seedDeadline = Later(limit, Tick.SeedDeadline);
        if (seeds.All(s => s.Equals(SelfAddress)))
        {
            StartJoin(SelfAddress);
            return;
        }
        var others = seeds.Where(s => !s.Equals(SelfAddress)).Distinct().ToImmutableList();
        var isFirst = seeds[0].Equals(SelfAddress);
        _seedProcess = Context.ActorOf(Props.Create(() => new SeedNodeProcess(_cluster, others, isFirst)));
    }

    private void StopSeedProcess()
    {
        if (_seedProcess is not null) Context.Stop(_seedProcess);
        _seedProcess = null;
    }

    private void CancelJoinTimers()
    {
        _joinDeadline?.Cancel();
        _seedDeadline?.Cancel();
        _joinDeadline = _seedDeadline = null;
    }

    private void StartJoin(Address address)
    {
        if (address.Protocol != SelfAddress.Protocol || address.System != SelfAddress.System)
        {
            _log.Warning("Trying to join [{0}], but that is not an address of a system named [{1}] over [{2}]; names must agree", address, SelfAddress.System, SelfAddress.Protocol);
            return;
        }
        StopSeedProcess();
        _joinDeadline?.Cancel();
        if (address.Equals(SelfAddress))
        {
            LogInfo($"Node [{SelfAddress}] is JOINING itself (with roles [{string.Join(", ", _settings.Roles)}], version [{_settings.AppVersion}]) and forming new cluster");
            BecomeMember();
            Update(_state.Join(SelfNode, _settings.Roles, _settings.AppVersion));
            return;
        }
        _joinWith = address;
        Become(TryingToJoin);
        Send(address, new Join(SelfNode, _settings.Roles, _settings.AppVersion));
        if (_settings.RetryUnsuccessfulJoinAfter is { } retry) _joinDeadline = Later(retry, Tick.JoinDeadline);
    }

    private void TryingToJoin(object message)
    {
        switch (message)
        {
            case Welcome welcome when welcome.From.Address.Equals(_joinWith) && welcome.Gossip.Has(SelfNode):
                BecomeMember();
                LogInfo($"Welcome from [{welcome.From.Address}]");
                Update(_state with { Gossip = welcome.Gossip.SeenBy(SelfNode) });
                GossipTo(welcome.From);
                break;
            case Welcome welcome:
                LogInfo($"Ignoring welcome from [{welcome.From.Address}] when trying to join with [{_joinWith}]");
                break;
            case Tick.JoinDeadline:
                Become(Uninitialized);
                if (_seeds.IsEmpty) StartJoin(_joinWith!);
                else StartSeedProcess(_seeds);
                break;
            default:
                Uninitialized(message);
                break;
        }
    }

    private void BecomeMember()
    {
        StopSeedProcess();
        CancelJoinTimers();
        Become(Member);
    }

    private void GiveUpJoining()
    {
        _log.Warning(
            "Joining of seed-nodes [{0}] was unsuccessful after configured shutdown-after-unsuccessful-join-seed-nodes [{1}]. Running CoordinatedShutdown.",
            string.Join(", ", _seeds), _settings.ShutdownAfterUnsuccessfulJoinSeedNodes);
        StopSeedProcess();
        CancelJoinTimers();
        _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
    }

    private void AnswerInitJoin()
    {
        if (_state.SelfStatus is MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Removed)
        {
            LogInfo($"Sending InitJoinNack message from node [{SelfAddress}] to [{Sender}]: its own status is {_state.SelfStatus}");
            Sender.Tell(new InitJoinNack(SelfAddress));
        }
        else
        {
            Sender.Tell(new InitJoinAck(SelfAddress));
        }
    }

    private void TakeIn(Join join) => TakeIn(join, Sender);

    private void TakeIn(Join join, IActorRef sender)
    {
        var node = join.Node;
        if (node.Address.Protocol != SelfAddress.Protocol || node.Address.System != SelfAddress.System)
        {
            _log.Warning("Member with wrong ActorSystem name or protocol tried to join, ignoring: [{0}] is not of [{1}]", node.Address, SelfAddress);
        }
        else if (_state.SelfStatus is MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Removed)
        {
            LogInfo($"Trying to join [{node.Address}] to [{_state.SelfStatus}] member, ignoring. Use a member that is Up instead.");
        }
        else if (_state.Gossip.Find(node) is { } known)
        {
            // Its welcome was lost.
            if (known.Status != MemberStatus.Down) sender.Tell(new Welcome(SelfNode, _state.Gossip));
        }
        else if (_state.Gossip.Members.FirstOrDefault(m => m.Address.Equals(node.Address)) is { } old)
        {
            LogInfo($"New incarnation of existing member [{old}] is trying to join. Existing will be removed from the cluster and then new member will be allowed to join.");
            _waitingForRemoval[node.Address] = (join, sender);
            Update(_state.Replaced(old.UniqueAddress));
        }
        else
        {
            LogInfo($"Node [{node.Address}] is JOINING, roles [{string.Join(", ", join.Roles)}], version [{join.AppVersion}]");
            _cluster.FailureDetector.Remove(node.Address);
            Update(_state.Join(node, join.Roles, join.AppVersion));
            sender.Tell(new Welcome(SelfNode, _state.Gossip));
        }
    }

    /// <summary>Takes in those whose former incarnation is removed by now.</summary>
    private void TakeInReplacements()
    {
        if (_waitingForRemoval.Count == 0) return;
        foreach (var (address, (join, sender)) in _waitingForRemoval.Where(w => _state.Gossip.Members.All(m => !m.Address.Equals(w.Key))).ToList())
        {
            _waitingForRemoval.Remove(address);
            TakeIn(join, sender);
        }
    }
}
