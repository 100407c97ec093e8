using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>What has happened, for people: the events, and the history of each job. Nothing of the orchestration reads it.</summary>
internal sealed partial class NodeManager
{
    private readonly EventJournal _journal;
    private readonly EndedJobs _ended;
    private readonly Dictionary<JobId, JobTrack> _tracks = [];
    private readonly Dictionary<string, BoardActivity> _activity = [];

    private DateTimeOffset Now => _setup.Jobs.Time.GetUtcNow();

    private void ReceiveReportsOfWork()
    {
        Receive<PositionReport>(message =>
        {
            if (_tracks.TryGetValue(message.Job, out var track)) track.Report(message.Record);
        });
        Receive<BoardReport>(message =>
        {
            if (_boards.Find(message.Activity.Board) is { } board && AddressOf(board.Agent).Equals(AddressOf(Sender))) _activity[board.Name] = message.Activity;
        });
    }

    private static string Name(JobId job, string application) => $"Job {job.ToShortString()} of {application}";

    private JobTrack Track(JobId job)
    {
        if (_tracks.TryGetValue(job, out var known)) return known;
        _ended.Forget(job);
        var track = new JobTrack(Now);
        _tracks.Add(job, track);
        return track;
    }

    private void NoteRefused(JobFailed refusal, string application) =>
        _journal.Add(ClusterEventKinds.JobFailed, EventSeverity.Error, $"{Name(refusal.Job, application)} was refused: {refusal.Reason}", refusal.Job, application);

    private void NoteSubmitted(QueuedJob job)
    {
        Track(job.Job);
        var (application, images) = (job.Application.Name, job.Request.ImageCount);
        _journal.Add(ClusterEventKinds.JobSubmitted, EventSeverity.Information, $"{Name(job.Job, application)} was submitted by {job.Request.Client}: {images} images.", job.Job, application);
    }

    private void NotePlaced(RunningJob job, PipelinePlan plan)
    {
        var track = Track(plan.Job.Job);
        track.Placed ??= Now;
        foreach (var slot in plan.Slots)
            track.Report(new PositionRecord(slot.Position, slot.Replica, plan.Job.Application.Positions[slot.Position].JobName, slot.Board, 0, plan.ChunksOf(slot)));
        var application = job.Job.Application.Name;
        _journal.Add(
            ClusterEventKinds.JobPlaced,
            EventSeverity.Information,
            $"{Name(job.Job.Job, application)} has its boards: {string.Join(", ", plan.Slots.Select(slot => slot.Board))}.",
            job.Job.Job,
            application);
    }

    private void NotePhase(RunningJob job, PhaseChanged message)
    {
        var track = Track(message.Job);
        var application = job.Job.Application.Name;
        var name = Name(message.Job, application);
        switch (message.Phase)
        {
            case JobPhase.Running:
                track.Started ??= Now;
                _journal.Add(ClusterEventKinds.JobStarted, EventSeverity.Information, $"{name} runs, attempt {message.Attempt}.", message.Job, application);
                break;
            case JobPhase.Recovering:
                _journal.Add(ClusterEventKinds.JobRecovering, EventSeverity.Warning, $"{name} needs another attempt: {message.Reason}", message.Job, application);
                break;
            case JobPhase.Ending when message.Failure is { } failure:
                NoteEnd(track, job.Job, failure, message.Reason);
                break;
        }
    }

    private void NoteEnd(JobTrack track, QueuedJob job, JobFailure? failure, string reason)
    {
        var outcome = failure switch { null => JobOutcome.Done, JobFailure.Cancelled => JobOutcome.Cancelled, _ => JobOutcome.Failed };
        var now = Now;
        if (!track.End(outcome, failure, reason, now)) return;
        _telemetry.Ended(job.Job, failure, reason);
        var name = Name(job.Job, job.Application.Name);
        var (kind, severity, text) = outcome switch
        {
            JobOutcome.Done => (ClusterEventKinds.JobDone, EventSeverity.Information, FormattableString.Invariant($"{name} is done after {(now - track.Submitted).TotalSeconds:0.###} s.")),
            JobOutcome.Cancelled => (ClusterEventKinds.JobCancelled, EventSeverity.Warning, $"{name} was cancelled: {reason}"),
            _ => (ClusterEventKinds.JobFailed, EventSeverity.Error, $"{name} failed ({failure}): {reason}"),
        };
        _journal.Add(kind, severity, text, job.Job, job.Application.Name);
    }

    /// <summary>A job that waited waits no more, and does not run either.</summary>
    private void NoteGivenUp(QueuedJob job, JobFailure failure, string reason)
    {
        var track = Track(job.Job);
        NoteEnd(track, job, failure, reason);
        Keep(job.Job, track.ToRecord(ToStatus(job), 0, ChunksOf(job)));
    }

    /// <summary>A job that ran does not any more.</summary>
    private void NoteOver(RunningJob job, PipelineEnded? message)
    {
        var track = Track(job.Job.Job);
        foreach (var position in message?.Positions ?? []) track.Report(position);
        if (message is { Done: true }) NoteEnd(track, job.Job, null, "");
        else NoteEnd(track, job.Job, JobFailure.NodeManagerLost, "Its coordinator was lost while it ended.");
        Keep(job.Job.Job, RecordOf(job, track));
    }

    private void Keep(JobId job, JobRecord record)
    {
        _tracks.Remove(job);
        _ended.Add(record);
    }

    private JobRecord? FindRecord(JobId job)
    {
        if (_running.TryGetValue(job, out var running)) return RecordOf(running, Track(job));
        return _queue.Find(job) is { } waiting ? RecordOf(waiting) : _ended.Find(job);
    }

    private JobRecord RecordOf(QueuedJob job) => Track(job.Job).ToRecord(ToStatus(job), 0, ChunksOf(job));

    private static JobRecord RecordOf(RunningJob job, JobTrack track) => track.ToRecord(job.ToStatus(), job.Attempt, ChunksOf(job.Job));

    private static long ChunksOf(QueuedJob job) => (job.Request.ImageCount + (long)job.Application.ChunkImages - 1) / job.Application.ChunkImages;

    private void NoteBoard(BoardState board, string kind, EventSeverity severity, string text) =>
        _journal.Add(kind, severity, $"Board {board.Name} {text}", board: board.Name);

    private void NoteHealth(BoardState board, BoardInfo before)
    {
        foreach (var (was, now) in before.Fpgas.Zip(board.Info.Fpgas))
        {
            if (was.Fault.Length == 0 && now.Fault.Length > 0) NoteBoard(board, ClusterEventKinds.BoardUnhealthy, EventSeverity.Warning, $"has an unhealthy FPGA {now.Index}: {now.Fault}");
            if (was.Fault.Length > 0 && now.Fault.Length == 0) NoteBoard(board, ClusterEventKinds.BoardHealthy, EventSeverity.Information, $"has its FPGA {now.Index} back: it works again.");
        }
    }
}
