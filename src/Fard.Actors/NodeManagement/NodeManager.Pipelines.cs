using Akka.Actor;
using Akka.Event;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// The node manager's side of the coordinators, which may be on any head: it says which jobs are to run, until it hears that they do, and has a job resumed
/// whose coordinator is lost.
/// </summary>
internal sealed partial class NodeManager
{
    private void ReceivePipelines()
    {
        Receive<PipelineStarted>(message => Update(message.Job, OnStarted));
        Receive<RunningPipeline>(OnRunningPipeline);
        Receive<AskBoards>(OnAskBoards);
        Receive<PipelineLost>(message => Update(message.Job, Resume));
        Receive<NotStarted>(message => Update(message.Job, job => Tell(job, message.Run)));
        Receive<StillEnding>(message => Update(message.Job, job =>
        {
            if (job.Slots.Any(slot => slot.Board is { } board && IsThere(board) && board.IsLeasedTo(message.Job))) ForgetWhenReturned(job);
            else Abandon(job);
        }));
    }

    // The positions are configured in the coordinator's name at once: they need not wait until it has started.
    private void Start(RunningJob job)
    {
        var plan = PipelinePlan.Create(job.Job, job.Slots);
        Tell(job, new RunPipeline(plan, Resume: false));
        NotePlaced(job, plan);
        PipelineCoordinator.Configure(plan, _pipelines);
    }

    private void Resume(RunningJob job)
    {
        if (job.IsRestored) return;
        if (job.Phase == JobPhase.Ending)
        {
            Abandon(job);
            return;
        }

        _log.Warning("The coordinator of job {0} is lost; another begins the next attempt.", job.Job.Job);
        ForgetLostBoards(job);
        // The coordinator that is lost may have begun an attempt that nobody has told of here.
        Tell(job, new RunPipeline(PipelinePlan.Resume(job, job.Attempt + 1), Resume: true));
    }

    // What the lost coordinator was told of boards that are gone, if it was, the next does not know.
    private void ForgetLostBoards(RunningJob job)
    {
        foreach (var (index, slot) in job.Slots.Index())
        {
            if (slot.Board is not { } board || IsThere(board)) continue;
            board.Release(slot.Fpga, job.Job.Job, null);
            job.Replace(index, default);
        }
    }

    private bool IsThere(BoardState board) => board.Reachable && _boards.Find(board.Name) == board;

    private void Tell(RunningJob job, RunPipeline run)
    {
        job.Coordinator = null;
        _pipelines.Tell(run);
        Timers.StartSingleTimer(job, new NotStarted(job.Job.Job, run), _setup.Jobs.StopRetry);
    }

    private void OnStarted(RunningJob job)
    {
        job.Coordinator = Sender;
        Timers.Cancel(job);
        if (job.End is { } end) _pipelines.Tell(end);
    }

    private void End(RunningJob job, EndPipeline end)
    {
        job.End ??= end;
        // A restored job has no coordinator before its boards had time to report it.
        if (!job.IsRestored) _pipelines.Tell(end);
    }

    // The last word of a coordinator may be lost with a head: a job that ends and has given every FPGA back is over without it.
    private void ForgetWhenReturned(RunningJob job) =>
        Timers.StartSingleTimer((nameof(StillEnding), job.Job.Job), new StillEnding(job.Job.Job), 5 * _setup.Jobs.StopRetry);

    // The client has heard that the job failed, and nobody is left to stop the positions.
    private void Abandon(RunningJob job)
    {
        foreach (var (place, slot) in job.Job.Application.Slots.Zip(job.Slots))
            slot.Board?.Agent.Tell(new StopJob(job.Job.Job, place.Position, "The job has ended.") { Replica = place.Replica, Attempt = int.MaxValue });
        _running.Remove(job.Job.Job);
        NoteOver(job, null);
        ForgetReplacements(job.Job.Job);
        Timers.Cancel(job);
        Release(job);
    }

    private void OnRunningPipeline(RunningPipeline message)
    {
        if (!_running.TryGetValue(message.Job, out var job))
        {
            _pipelines.Tell(new EndPipeline(message.Job, JobFailure.NodeManagerLost, "The node manager knows nothing of this job."));
            return;
        }

        OnStarted(job);
        (job.Phase, job.Attempt) = (message.Phase, message.Plan.Attempt);
        foreach (var (index, slot) in job.Slots.Index())
        {
            if (slot.Board is { } old && !message.Plan.Slots.Any(planned => planned.Board == old.Name && planned.Fpga == slot.Fpga)) old.Release(slot.Fpga, message.Job, null);
            job.Replace(index, default);
        }

        foreach (var planned in message.Plan.Slots)
        {
            var index = job.Job.Application.SlotOf(planned.Position, planned.Replica);
            if (index < 0 || _boards.Find(planned.Board) is not { } board || planned.Fpga >= board.Info.Fpgas.Length) continue;
            board.Lease(planned.Fpga, message.Job);
            job.Replace(index, new(board, planned.Fpga));
        }

        if (job.Phase == JobPhase.Ending) ForgetWhenReturned(job);
        Schedule();
    }

    // A head that is gone took its coordinators with it.
    private void ResumeJobsOf(Address head)
    {
        foreach (var job in _running.Values.Where(job => job.Coordinator is { } coordinator && AddressOf(coordinator).Equals(head)).ToArray()) Resume(job);
    }

    private sealed record StillEnding(JobId Job) : INoSerializationVerificationNeeded;

    private sealed record NotStarted(JobId Job, RunPipeline Run) : INoSerializationVerificationNeeded;
}
