using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster;

/// <content>How this member stops, and what the cluster's own actors use.</content>
public partial class Cluster
{
    internal IActorRef CoreAt(Address address) => Provider.ResolveActorRef(new RootActorPath(address) / "system" / "cluster" / "core");

    internal IActorRef HeartbeatReceiverAt(Address address) => Provider.ResolveActorRef(new RootActorPath(address) / "system" / "cluster" / "heartbeat-receiver");

    /// <summary>The daemon runs before its creation has returned here: its children subscribe through it at once.</summary>
    internal void Attach(IActorRef daemon) => _daemon = daemon;

    internal void DownNodes(DownNodes down) => _daemon.Tell(down, ActorRefs.NoSender);

    internal void Publish(MembershipState membership)
    {
        _membership = membership;
        _state = null;
    }

    /// <summary>This member is Exiting or Down: what waits for that goes on.</summary>
    internal void MarkExiting() => _exiting.TrySetResult();

    /// <summary>Stops the cluster's actors; the system runs on.</summary>
    internal void Shutdown()
    {
        if (Interlocked.Exchange(ref _terminated, 1) != 0) return;
        if (Settings.LogInfo) _log.Info("Cluster Node [{0}] - Shutting down...", SelfAddress);
        _exiting.TrySetResult();
        _system.Stop(_daemon);
    }

    internal void DaemonStopped()
    {
        Interlocked.Exchange(ref _terminated, 1);
        Publish(MembershipState.Initial(SelfUniqueAddress));
        _exiting.TrySetResult();
        _stopped.TrySetResult();
        if (Settings.LogInfo) _log.Info("Cluster Node [{0}] - Successfully shut down", SelfAddress);
    }

    private void AddShutdownTasks()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () => AskDaemon(new LeaveSelf(), shutdown.Timeout(CoordinatedShutdown.PhaseClusterLeave)));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", async () =>
        {
            // Nobody can move the last member to Exiting but itself, and it may be the only one left.
            if (!IsTerminated && _membership.Gossip.Members.Count > 1) await _exiting.Task.ConfigureAwait(false);
            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", () => AskDaemon(new ExitingCompleted(), shutdown.Timeout(CoordinatedShutdown.PhaseClusterExitingDone)));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", async () =>
        {
            Shutdown();
            await _stopped.Task.ConfigureAwait(false);
            return Done.Instance;
        });
    }

    private async Task<Done> AskDaemon(object command, TimeSpan timeout)
    {
        if (IsTerminated) return Done.Instance;
        try
        {
            await Task.WhenAny(_daemon.Ask<Done>(command, timeout), _stopped.Task).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            _log.Warning("Cluster Node [{0}] - [{1}] was not answered in time", SelfAddress, command.GetType().Name);
        }
        return Done.Instance;
    }
}
