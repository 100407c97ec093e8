using Akka.Actor;
using Akka.Remote;

namespace Akka.Cluster.Tools.Client;

/// <summary>The clients that a receptionist hears.</summary>
internal sealed class ClientInteractions(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval)
{
    private readonly Dictionary<IActorRef, DeadlineFailureDetector> _clients = [];

    public IReadOnlyCollection<IActorRef> All => _clients.Keys;

    /// <returns>Whether the client is new.</returns>
    public bool Heard(IActorRef client)
    {
        var known = _clients.TryGetValue(client, out var detector);
        if (!known) _clients[client] = detector = new DeadlineFailureDetector(acceptableHeartbeatPause, heartbeatInterval);
        detector!.HeartBeat();
        return !known;
    }

    /// <summary>Forgets the clients that have been silent for too long, and answers them.</summary>
    public IReadOnlyList<IActorRef> TakeSilent()
    {
        var silent = _clients.Where(c => !c.Value.IsAvailable).Select(c => c.Key).ToList();
        foreach (var client in silent) _clients.Remove(client);
        return silent;
    }
}
