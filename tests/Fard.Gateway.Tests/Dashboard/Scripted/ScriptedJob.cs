using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

/// <summary>A job that the script moves on.</summary>
internal sealed class ScriptedJob(JobId id, ApplicationDescription application, string client, int images, DateTimeOffset submitted)
{
    private const double LoadingSeconds = 0.35;

    private DateTimeOffset? _placed;
    private DateTimeOffset? _started;
    private DateTimeOffset? _ended;
    private double _done;
    private double _computingSeconds;

    public JobId Id => id;

    public ApplicationDescription Application => application;

    public ImmutableArray<ScriptedFpga> Boards { get; private set; } = [];

    public JobOutcome Outcome { get; private set; }

    public JobFailure? Failure { get; private set; }

    public string Reason { get; private set; } = "";

    public bool IsRunning => Outcome == JobOutcome.None && _placed is not null;

    public bool IsQueued => Outcome == JobOutcome.None && _placed is null;

    public void Place(ImmutableArray<ScriptedFpga> boards, DateTimeOffset at)
    {
        Boards = boards;
        _placed = at;
        _started = at.AddSeconds(LoadingSeconds);
        foreach (var board in boards) board.Lease = id;
    }

    /// <summary>Computes for a while; true: every result is out now.</summary>
    public bool Advance(TimeSpan time, double imagesPerSecond, ImmutableArray<double> busyByPosition)
    {
        var computed = Math.Min(images - _done, imagesPerSecond * time.TotalSeconds);
        _done += computed;
        _computingSeconds += time.TotalSeconds;
        for (var slot = 0; slot < Boards.Length; slot++)
        {
            var position = application.Slots.ElementAt(slot).Position;
            Boards[slot].Compute(computed / application.Positions[position].Replicas.Length, time * busyByPosition[position]);
            Boards[slot].Queued = position == 0 ? 12 : 1;
        }

        return _done >= images;
    }

    public void End(JobOutcome outcome, DateTimeOffset at, JobFailure? failure = null, string reason = "")
    {
        (Outcome, Failure, Reason, _ended) = (outcome, failure, reason, at);
        foreach (var board in Boards) (board.Lease, board.Queued) = (null, 0);
    }

    public JobRecord ToRecord(DateTimeOffset now) => new(
        new JobStatus(id, application.Name, client, images, _placed is null ? JobPhase.Queued : JobPhase.Running, (long)_done, [.. Boards.Select(board => board.Name)]), Outcome, submitted)
    {
        Placed = _placed,
        Started = _started,
        Ended = _ended,
        Attempt = _placed is null ? 0 : 1,
        Chunks = images,
        Failure = Failure,
        Reason = Reason,
        Positions = _placed is { } placed ? [.. application.Slots.Select((slot, i) => PositionOf(slot.Position, slot.Replica, Boards[i].Name, placed, now))] : [],
    };

    private PositionRecord PositionOf(int position, int replica, string board, DateTimeOffset placed, DateTimeOffset now)
    {
        var replicas = application.Positions[position].Replicas.Length;
        var due = (images + replicas - 1 - replica) / replicas;
        // Positions before the last are a few chunks ahead of it.
        var ahead = 8 * (application.Positions.Length - 1 - position);
        var done = Math.Min(due, (long)(_done + ahead) / replicas);
        var loaded = placed.AddSeconds(0.02 + (0.28 / (1 + position)));
        return new PositionRecord(position, replica, application.Positions[position].JobName, board, done, due)
        {
            Timeline =
            [
                new PositionSpan(PositionStep.Configuring, placed, placed.AddSeconds(0.02)),
                new PositionSpan(PositionStep.LoadingBitstream, placed.AddSeconds(0.02), loaded),
                new PositionSpan(PositionStep.Ready, loaded, _started),
                new PositionSpan(PositionStep.Computing, _started!.Value, _ended),
                .. _ended is { } ended ? new[] { new PositionSpan(PositionStep.Transferring, ended, ended.AddSeconds(0.05)) } : [],
            ],
            Computing = TimeSpan.FromSeconds(_computingSeconds * (position == 0 ? 0.95 : 0.4)),
            Starved = TimeSpan.FromSeconds(_computingSeconds * (position == 0 ? 0.01 : 0.58)),
            Blocked = TimeSpan.FromSeconds(_computingSeconds * 0.02),
        };
    }
}
