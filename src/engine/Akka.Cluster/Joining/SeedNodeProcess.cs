using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Event;

namespace Akka.Cluster.Joining;

/// <summary>
/// Asks the other seed nodes whether one of them is in a cluster, and tells the parent whom to join. The first seed node forms a new cluster when all
/// others say no, or have not answered for the seed node time-out; every other member asks until one answers yes.
/// </summary>
internal sealed class SeedNodeProcess : UntypedActor
{
    private static readonly TimeSpan FirstSeedInterval = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster;
    private readonly ImmutableList<Address> _others;
    private readonly bool _isFirst;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<Address> _refused = [];
    private readonly HashSet<Address> _askedAgain = [];
    private ICancelable? _ask;
    private ICancelable? _giveUp;

    public SeedNodeProcess(Cluster cluster, ImmutableList<Address> others, bool isFirst)
    {
        _cluster = cluster;
        _others = others;
        _isFirst = isFirst;
    }

    private sealed record AskAgain(Address Seed) : INoSerializationVerificationNeeded;

    private enum Timer
    {
        Ask,
        GiveUp,
    }

    protected override void PreStart()
    {
        var timeout = _cluster.Settings.SeedNodeTimeout;
        var interval = _isFirst ? Shorter(timeout, FirstSeedInterval) : timeout;
        _ask = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, interval, Self, Timer.Ask, Self);
        if (_isFirst) _giveUp = Context.System.Scheduler.ScheduleTellOnceCancelable(timeout, Self, Timer.GiveUp, Self);
    }

    protected override void PostStop()
    {
        _ask?.Cancel();
        _giveUp?.Cancel();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Timer.Ask:
                foreach (var seed in _others)
                    if (!_refused.Contains(seed)) _cluster.CoreAt(seed).Tell(new InitJoin(), Self);
                break;
            case InitJoinAck ack:
                Finish(ack.Address);
                break;
            case InitJoinNack nack when _isFirst:
                _refused.Add(nack.Address);
                if (_others.All(_refused.Contains)) Finish(_cluster.SelfAddress);
                break;
            case InitJoinNack nack when _askedAgain.Add(nack.Address):
                // It runs, but is in no cluster yet; that may take it but a moment.
                Context.System.Scheduler.ScheduleTellOnce(Shorter(_cluster.Settings.SeedNodeTimeout, FirstSeedInterval), Self, new AskAgain(nack.Address), Self);
                break;
            case AskAgain again:
                _askedAgain.Remove(again.Seed);
                _cluster.CoreAt(again.Seed).Tell(new InitJoin(), Self);
                break;
            case Timer.GiveUp:
                _log.Debug("No other seed node has answered, forming a new cluster");
                Finish(_cluster.SelfAddress);
                break;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Finish(Address joinWith)
    {
        Context.Parent.Tell(new JoinTo(joinWith), Self);
        Become(static _ => { });
        _ask?.Cancel();
        _giveUp?.Cancel();
    }
}
