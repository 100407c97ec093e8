using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>One instance of an application in the node manager.</summary>
internal sealed class TaskApplication
{
    public TaskApplication(ApplicationRecord record, ApplicationManifest manifest)
    {
        (Record, Manifest) = (record, manifest);
        foreach (var task in manifest.Tasks)
        {
            for (var index = 0; index < task.Count; index++) Replicas.Add((task.Name, index), new TaskReplica(task, index));
        }
    }

    public string Id => Record.Id;

    public ApplicationRecord Record { get; set; }

    public ApplicationManifest Manifest { get; set; }

    public Dictionary<(string Task, int Index), TaskReplica> Replicas { get; } = [];

    /// <summary>Its reservations on the way; null: they have been granted.</summary>
    public PendingLaunch? Launch { get; set; }

    /// <summary>Its restart on the way; null: there is none.</summary>
    public RollingRestart? Roll { get; set; }

    /// <summary>The last request for a restart that was done.</summary>
    public string LastRestart { get; set; } = "";

    /// <summary>The peers as they were published last.</summary>
    public ApplicationPeers Peers { get; set; } = new("", 0, CollectsOutput: false, []);

    public ApplicationSummary ToSummary() => new(
        Id, Manifest.Name, Replicas.Count, Replicas.Values.Count(replica => replica.State == TaskState.Ready), Record.Revision, Record.CollectsOutput);
}

/// <summary>Reservations that boards have not all answered.</summary>
/// <param name="reservation">Their number.</param>
/// <param name="boards">The boards that were asked.</param>
internal sealed class PendingLaunch(long reservation, ImmutableArray<BoardState> boards)
{
    public long Reservation { get; } = reservation;

    public ImmutableArray<BoardState> Boards { get; } = boards;

    /// <summary>Those that have not answered.</summary>
    public HashSet<string> Unanswered { get; } = [.. boards.Select(board => board.Name)];

    /// <summary>Who waits for the outcome.</summary>
    public List<IActorRef> Askers { get; } = [];
}

/// <summary>A restart, replica by replica.</summary>
/// <param name="before">Content of the files that it ran with before.</param>
internal sealed class RollingRestart(string request, string before)
{
    public string Before { get; } = before;

    public string Request { get; } = request;

    public List<IActorRef> Askers { get; } = [];

    /// <summary>The replica whose turn it is; null: the next one's.</summary>
    public TaskReplica? Current { get; set; }

    /// <summary>Until then the current one has to be ready.</summary>
    public DateTimeOffset Deadline { get; set; }
}
