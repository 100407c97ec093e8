using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Stalls;

namespace Akka.Remote;

/// <summary>
/// Watches actors of other systems on behalf of local ones. It sends a heart beat to every system that it watches an actor of; one that falls silent
/// is quarantined, and its actors count as terminated.
/// </summary>
internal class RemoteWatcher : UntypedActor
{
    private readonly IFailureDetectorRegistry<Address> _detector;
    private readonly TimeSpan _expectedResponseAfter;
    private readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> _watchers = [];
    private readonly Dictionary<Address, HashSet<IInternalActorRef>> _watcheesByNode = [];
    private readonly Dictionary<Address, int> _uids = [];
    private readonly HashSet<Address> _unreachable = [];
    private readonly Cancelable _ticks;
    private readonly RemoteActorRefProvider _provider;
    private readonly FairJudgement _judgement;
    private readonly Action<Address> _onPulse;

    public RemoteWatcher(IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter)
    {
        _detector = failureDetector;
        _expectedResponseAfter = heartbeatExpectedResponseAfter;
        _provider = (RemoteActorRefProvider)((ExtendedActorSystem)Context.System).Provider;
        _judgement = new FairJudgement(heartbeatInterval, PoolWatch.Shared.IsCalm);
        var self = Self;
        _onPulse = address => self.Tell(new Pulsed(address), ActorRefs.NoSender);
        _provider.Remoting.Pulsed += _onPulse;
        var scheduler = Context.System.Scheduler;
        _ticks = new Cancelable(scheduler);
        scheduler.ScheduleTellRepeatedly(heartbeatInterval, heartbeatInterval, Self, HeartbeatTick.Instance, Self, _ticks);
        scheduler.ScheduleTellRepeatedly(unreachableReaperInterval, unreachableReaperInterval, Self, ReapUnreachableTick.Instance, Self, _ticks);
    }

    protected ILoggingAdapter Log { get; } = Context.GetLogger();

    /// <summary>The path of every system's remote watcher below its root.</summary>
    public const string Path = "/system/remote-watcher";

    public static Props Props(IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter) =>
        Actor.Props.Create(() => new RemoteWatcher(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter)).WithDeploy(Deploy.Local);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Heartbeat:
                Sender.Tell(new HeartbeatRsp(AddressUidExtension.Uid(Context.System)));
                break;
            case HeartbeatRsp response:
                Responded(Sender.Path.Address, response.AddressUid);
                break;
            case Pulsed pulsed:
                if (_watcheesByNode.ContainsKey(pulsed.From) && _detector.IsMonitoring(pulsed.From)) _detector.Heartbeat(pulsed.From);
                break;
            case HeartbeatTick:
                SendHeartbeats();
                break;
            case ReapUnreachableTick:
                ReapUnreachable();
                break;
            case ExpectedFirstHeartbeat expected:
                if (_watcheesByNode.ContainsKey(expected.From) && !_detector.IsMonitoring(expected.From)) _detector.Heartbeat(expected.From);
                break;
            case WatchRemote watch:
                AddWatch(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated terminated:
                WatcheeTerminated((IInternalActorRef)terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _provider.Remoting.Pulsed -= _onPulse;
        _ticks.Cancel();
        base.PostStop();
    }

    protected virtual bool TakesHeartbeats(Address address) => true;

    protected void Quarantine(Address address, int? uid, string reason) => _provider.Remoting.Quarantine(address, uid, reason);

    protected void PublishAddressTerminated(Address address) => _provider.PublishAddressTerminated(address);

    private void AddWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!_watchers.TryGetValue(watchee, out var watchers)) _watchers[watchee] = watchers = [];
        watchers.Add(watcher);
        var address = watchee.Path.Address;
        if (!_watcheesByNode.TryGetValue(address, out var watchees))
        {
            _watcheesByNode[address] = watchees = [];
            if (_unreachable.Remove(address) || TakesHeartbeats(address)) _detector.Remove(address);
        }
        watchees.Add(watchee);
        Context.Watch(watchee);
    }

    private void RemoveWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!_watchers.TryGetValue(watchee, out var watchers) || !watchers.Remove(watcher) || watchers.Count > 0) return;
        Context.Unwatch(watchee);
        Forget(watchee);
    }

    private void Forget(IInternalActorRef watchee)
    {
        _watchers.Remove(watchee);
        var address = watchee.Path.Address;
        if (!_watcheesByNode.TryGetValue(address, out var watchees)) return;
        watchees.Remove(watchee);
        if (watchees.Count > 0) return;
        _watcheesByNode.Remove(address);
        _uids.Remove(address);
        _detector.Remove(address);
    }

    private void WatcheeTerminated(IInternalActorRef watchee, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watchers.TryGetValue(watchee, out var watchers))
        {
            // Of a lost address every watcher hears through the address terminated topic.
            if (!addressTerminated)
                foreach (var watcher in watchers) watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed, addressTerminated));
        }
        Forget(watchee);
    }

    private void Responded(Address from, int uid)
    {
        if (!_watcheesByNode.TryGetValue(from, out var watchees) || _unreachable.Contains(from)) return;
        if (!_uids.TryGetValue(from, out var known) || known != uid)
        {
            // An incarnation that answers for the first time may not know of the watches that were meant for the one before.
            _uids[from] = uid;
            foreach (var watchee in watchees) watchee.SendSystemMessage(new Watch(watchee, (IInternalActorRef)Self));
        }
        _detector.Heartbeat(from);
    }

    private void SendHeartbeats()
    {
        foreach (var address in _watcheesByNode.Keys)
        {
            if (_unreachable.Contains(address) || !TakesHeartbeats(address)) continue;
            if (!_detector.IsMonitoring(address))
                Context.System.Scheduler.ScheduleTellOnce(_expectedResponseAfter, Self, new ExpectedFirstHeartbeat(address), Self);
            Context.ActorSelection(new RootActorPath(address) / "system" / "remote-watcher").Tell(Heartbeat.Instance, Self);
        }
    }

    private void ReapUnreachable()
    {
        if (!_judgement.Allows(Context.System.Scheduler.MonotonicClock)) return;
        foreach (var address in _watcheesByNode.Keys.Where(a => !_unreachable.Contains(a) && !_detector.IsAvailable(a)).ToList())
        {
            Log.Warning("Detected unreachable: [{0}]", address);
            int? uid = _uids.TryGetValue(address, out var known) ? known : null;
            _unreachable.Add(address);
            Quarantine(address, uid, "its heart beats have stopped");
            PublishAddressTerminated(address);
        }
    }

    internal abstract class WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher) : INoSerializationVerificationNeeded
    {
        public IInternalActorRef Watchee { get; } = watchee;

        public IInternalActorRef Watcher { get; } = watcher;
    }

    internal sealed class WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    internal sealed class UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    internal sealed class Heartbeat : IDeadLetterSuppression
    {
        public static Heartbeat Instance { get; } = new();
    }

    internal sealed class HeartbeatRsp(int addressUid) : IDeadLetterSuppression
    {
        public int AddressUid { get; } = addressUid;
    }

    private sealed record Pulsed(Address From) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    internal sealed class HeartbeatTick : INoSerializationVerificationNeeded
    {
        public static HeartbeatTick Instance { get; } = new();
    }

    internal sealed class ReapUnreachableTick : INoSerializationVerificationNeeded
    {
        public static ReapUnreachableTick Instance { get; } = new();
    }

    internal sealed class ExpectedFirstHeartbeat(Address from) : INoSerializationVerificationNeeded
    {
        public Address From { get; } = from;
    }
}
