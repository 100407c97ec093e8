using Akka.Actor;
using Akka.Event;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// Jobs that ran before this node manager did, restored from what their boards report: the leases at once, the coordinator when every position was reported
/// or the boards have had time to.
/// </summary>
internal sealed partial class NodeManager
{
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(1);

    private void ReceiveReports() => Receive<ReportsOver>(message => Update(message.Job, FinishRestore));

    private void Restore(BoardState board, RegisterBoard report)
    {
        foreach (var position in report.Positions) Restore(board, position);
    }

    private void Restore(BoardState board, ConfigureJob position)
    {
        if (position.Fpga >= board.Info.Fpgas.Length) return;
        var index = -1;
        if (!_done.Contains(position.Job) && (_running.TryGetValue(position.Job, out var job) || TryRestore(position, out job)))
            index = job!.Job.Application.SlotOf(position.Position, position.Replica);
        else
            job = null;

        if (job is null || index < 0 || (job.Slots[index].Board is not null && job.Slots[index] != new FpgaSlot(board, position.Fpga)))
        {
            board.Agent.Tell(new StopJob(position.Job, position.Position, "The job goes on without this position.") { Replica = position.Replica, Attempt = position.Attempt });
            return;
        }

        board.Lease(position.Fpga, position.Job);
        job.Replace(index, new FpgaSlot(board, position.Fpga));
        job.Attempt = Math.Max(job.Attempt, position.Attempt);
        if (job.IsRestored && job.Slots.All(slot => slot.Board is not null)) FinishRestore(job);
    }

    private bool TryRestore(ConfigureJob position, out RunningJob? job)
    {
        job = null;
        if (position.Origin is not { } origin || PlanOf(position) is not { } application) return false;
        var request = new SubmitJob(position.Job, application.Name, origin.Name, position.ImageCount, application.InputBytesPerImage, origin.Timeout) { TraceParent = position.TraceParent };
        var client = origin.Client;
        if (_queue.Find(position.Job) is { } waiting)
        {
            // The client was quicker than the board.
            client = waiting.Client;
            _queue.Remove(position.Job);
            Timers.Cancel(position.Job);
        }

        if (_clients.Add(client)) Context.Watch(client);
        job = new RunningJob(new QueuedJob(request, application, client), [.. application.Slots.Select(_ => default(FpgaSlot))]) { IsRestored = true };
        _running.Add(position.Job, job);
        _log.Info("Job {0} of {1} runs already; its boards report it.", position.Job, application.Name);
        var wait = _setup.RegistrationGrace > ReportTime ? _setup.RegistrationGrace : ReportTime;
        Timers.StartSingleTimer(job, new ReportsOver(position.Job), wait);
        return true;
    }

    private void FinishRestore(RunningJob job)
    {
        if (!job.IsRestored) return;
        job.IsRestored = false;
        Timers.Cancel(job);
        Resume(job);
    }

    private sealed record ReportsOver(JobId Job) : INoSerializationVerificationNeeded;
}
