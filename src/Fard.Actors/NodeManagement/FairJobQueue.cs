using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// The jobs that wait, fair among clients: each client's jobs in the order of submission, the clients in turn. A client whose job got its boards goes to
/// the end of the line.
/// </summary>
internal sealed class FairJobQueue
{
    private readonly LinkedList<ClientLine> _turns = new();
    private readonly Dictionary<string, LinkedListNode<ClientLine>> _clients = [];

    /// <summary>Jobs that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The first job of each client, in the order of their turns.</summary>
    public IEnumerable<QueuedJob> Heads => _turns.Select(line => line.Jobs.First!.Value);

    /// <summary>Every job: client by client.</summary>
    public IEnumerable<QueuedJob> All => _turns.SelectMany(line => line.Jobs);

    /// <summary>Jobs of one application that wait.</summary>
    public int CountOf(string application) => All.Count(job => job.Application.Name == application);

    public void Enqueue(QueuedJob job)
    {
        if (!_clients.TryGetValue(job.Request.Client, out var node))
            _clients.Add(job.Request.Client, node = _turns.AddLast(new ClientLine(job.Request.Client)));
        node.Value.Jobs.AddLast(job);
        Count++;
    }

    /// <summary>The job got its boards: its client's next turn comes after every other client's.</summary>
    public void Take(QueuedJob job)
    {
        if (!Remove(job.Job) || !_clients.TryGetValue(job.Request.Client, out var node)) return;
        _turns.Remove(node);
        _turns.AddLast(node);
    }

    /// <summary>The job that waits under this id, or null.</summary>
    public QueuedJob? Find(JobId id) => Locate(id)?.Node.Value;

    /// <summary>The job no longer waits; its client keeps its turn.</summary>
    public bool Remove(JobId id)
    {
        if (Locate(id) is not var (line, node)) return false;
        line.Jobs.Remove(node);
        Count--;
        if (line.Jobs.Count == 0 && _clients.Remove(line.Client, out var turn)) _turns.Remove(turn);
        return true;
    }

    /// <summary>The job was submitted again, by <paramref name="client"/>.</summary>
    public void Replace(JobId id, IActorRef client)
    {
        if (Locate(id) is var (_, node)) node.Value = node.Value with { Client = client };
    }

    /// <summary>The job is to run by another plan of its application; it keeps its place.</summary>
    public void Replace(JobId id, ApplicationDescription application)
    {
        if (Locate(id) is var (_, node)) node.Value = node.Value with { Application = application };
    }

    private (ClientLine Line, LinkedListNode<QueuedJob> Node)? Locate(JobId id)
    {
        foreach (var line in _turns)
        {
            for (var node = line.Jobs.First; node is not null; node = node.Next)
            {
                if (node.Value.Job == id) return (line, node);
            }
        }

        return null;
    }

    private sealed record ClientLine(string Client)
    {
        public LinkedList<QueuedJob> Jobs { get; } = new();
    }
}
