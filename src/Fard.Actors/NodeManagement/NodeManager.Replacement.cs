using Akka.Actor;
using Akka.Event;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>Boards for positions that have lost theirs: before every job that waits.</summary>
internal sealed partial class NodeManager
{
    private readonly List<PendingReplacement> _replacements = [];

    private void ReceiveReplacements()
    {
        Receive<ReplacePosition>(OnReplace);
        Receive<ReplacementOverdue>(message =>
        {
            if (!_replacements.Remove(message.Replacement)) return;
            message.Replacement.Refuse($"No fitting board was free within {_setup.Jobs.ConfigureTimeout.TotalSeconds:0.###} s.");
        });
    }

    private void OnReplace(ReplacePosition message)
    {
        if (!_running.TryGetValue(message.Job, out var job) || job.Job.Application.SlotOf(message.Position, message.Replica) < 0) return;
        // By the same way as what else the coordinator is told of the job: messages keep their order.
        var replacement = new PendingReplacement(message, _pipelines);
        if (TryServe(replacement)) return;
        _replacements.Add(replacement);
        Timers.StartSingleTimer(replacement, new ReplacementOverdue(replacement), _setup.Jobs.ConfigureTimeout);
    }

    // In the order in which they came: who lost a board first gets the first that is free.
    private void ServeReplacements()
    {
        foreach (var replacement in _replacements.ToArray())
        {
            if (!TryServe(replacement)) continue;
            _replacements.Remove(replacement);
            Timers.Cancel(replacement);
        }
    }

    private bool TryServe(PendingReplacement replacement)
    {
        var wanted = replacement.Wanted;
        if (!_running.TryGetValue(wanted.Job, out var job)) return true;
        var position = BoardPlacement.Wanted(job.Job.Application.Positions[wanted.Position], wanted.Replica);
        var search = ReplacementSearch.Find(position, wanted.Job, _boards.All, wanted.Avoid, _setup.Packages);
        if (search.Slot is { } slot)
        {
            slot.Board.Lease(slot.Fpga, wanted.Job);
            job.Replace(job.Job.Application.SlotOf(wanted.Position, wanted.Replica), slot);
            _log.Info("Position {0} of job {1} goes to board {2}: {3}", wanted.Position, wanted.Job, slot.Board.Name, wanted.Reason);
            replacement.Coordinator.Tell(new PositionReplaced(
                wanted.Job, wanted.Position, wanted.Replica, slot.Board.Name, slot.Board.Agent, slot.Board.Info.Endpoint, slot.Fpga));
            return true;
        }

        if (search.MayCome || _boardsMayCome) return false;
        replacement.Refuse(search.Reason);
        return true;
    }

    private void ForgetReplacements(JobId job)
    {
        foreach (var replacement in _replacements.Where(replacement => replacement.Wanted.Job == job).ToArray())
        {
            _replacements.Remove(replacement);
            Timers.Cancel(replacement);
        }
    }

    /// <summary>A position that waits for a board.</summary>
    private sealed class PendingReplacement(ReplacePosition wanted, IActorRef coordinator)
    {
        public ReplacePosition Wanted { get; } = wanted;

        public IActorRef Coordinator { get; } = coordinator;

        public void Refuse(string reason) => Coordinator.Tell(new ReplacementRefused(Wanted.Job, Wanted.Position, Wanted.Replica, reason));
    }

    private sealed record ReplacementOverdue(PendingReplacement Replacement) : INoSerializationVerificationNeeded;
}
