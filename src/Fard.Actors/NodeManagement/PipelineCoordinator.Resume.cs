using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>A coordinator that takes a job over from one that is lost, and what it says of itself to a node manager that takes over.</summary>
internal sealed partial class PipelineCoordinator
{
    private static readonly DataEndpoint NoEndpoint = new("none", 1);

    // What the plan lacks has no board any more; where another replica goes on without it, it may stay so.
    private static IEnumerable<PositionSlot> WithLost(PipelinePlan plan)
    {
        foreach (var (position, replica) in plan.Job.Application.Slots)
        {
            var weight = plan.Job.Application.Positions[position].Replicas[replica].Weight;
            yield return plan.Slots.FirstOrDefault(slot => slot.Position == position && slot.Replica == replica) is { } known
                ? new PositionSlot(known)
                : new PositionSlot(new PlannedSlot(position, replica, weight, "", ActorRefs.Nobody, NoEndpoint, 0)) { State = SlotState.Lost };
        }
    }

    private void ResumeAttempts()
    {
        const string reason = "The job's coordinator was lost.";
        _loss = (JobFailure.NodeManagerLost, reason);
        Recover(reason);
        foreach (var slot in _slots.Where(slot => slot.State == SlotState.Lost)) Replace(slot, reason);
        BeginNextAttempt();
    }

    private PhaseChanged Phase(JobPhase phase, string reason = "") => new(Job, phase) { Attempt = _plan.Attempt, Reason = reason };

    private RunningPipeline Describe()
    {
        var phase = _stopping ? JobPhase.Ending : _recovering ? JobPhase.Recovering : _started ? JobPhase.Running : JobPhase.Configuring;
        return new RunningPipeline(_plan with { Slots = [.. _slots.Where(slot => slot.State == SlotState.Held).Select(slot => slot.Plan)] }, phase);
    }
}
