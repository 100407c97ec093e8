using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>Answers people who watch the cluster.</summary>
internal sealed partial class NodeManager
{
    private const int MaxWatchers = 1000;

    // Snapshots that are being fetched. One that is so young serves everybody who asks, unless something has happened since.
    private const int KeptSnapshots = 4;
    private static readonly TimeSpan SnapshotAge = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatcherInterval = TimeSpan.FromMilliseconds(100);

    private readonly LongPoll<GetEvents> _watchers = new(MaxWatchers);
    private readonly Queue<(long Id, DateTimeOffset At, long LastEvent, byte[] Bytes)> _snapshots = new();

    private void ReceiveWatchers()
    {
        Receive<GetSnapshot>(OnGetSnapshot);
        Receive<FindJob>(message => Sender.Tell(new JobFound(FindRecord(message.Job))));
        Receive<GetEvents>(OnGetEvents);
        Receive<ServeWatchers>(_ => Serve());
        Receive<GiveUpJob>(message =>
        {
            var found = _running.ContainsKey(message.Job) || _queue.Find(message.Job) is not null;
            Cancel(message.Job, JobFailure.Cancelled, message.Reason);
            Sender.Tell(new JobGivenUp(message.Job, found));
        });
    }

    private void OnGetEvents(GetEvents message)
    {
        if (IsNew(message))
        {
            Sender.Tell(EventsFor(message));
            return;
        }

        if (_watchers.IsEmpty) Timers.StartPeriodicTimer(nameof(ServeWatchers), ServeWatchers.Instance, WatcherInterval);
        _watchers.Add(Sender, message, Now + (message.Wait < LongestWait ? message.Wait : LongestWait), EventsFor);
    }

    private void Serve()
    {
        _watchers.Serve(Now, IsNew, EventsFor);
        if (_watchers.IsEmpty) Timers.Cancel(nameof(ServeWatchers));
    }

    // A number above the last is of another node manager, whose events are over.
    private bool IsNew(GetEvents question) => question.After != _journal.Last && !_journal.After(question.After).IsEmpty;

    private EventList EventsFor(GetEvents question) => new(_journal.After(question.After), _journal.Last);

    private void OnGetSnapshot(GetSnapshot message)
    {
        var found = _snapshots.FirstOrDefault(kept => kept.Id == message.Snapshot);
        var part = message.Part;
        if (found.Bytes is null || part >= SnapshotBytes.PartsOf(found.Bytes.Length)) (found, part) = (Snapshot(), 0);
        Sender.Tell(new SnapshotPart(found.Id, part, SnapshotBytes.PartsOf(found.Bytes.Length), SnapshotBytes.Part(found.Bytes, part)));
    }

    private (long Id, DateTimeOffset At, long LastEvent, byte[] Bytes) Snapshot()
    {
        var now = Now;
        if (_snapshots.LastOrDefault() is { Bytes: not null } young && young.LastEvent == _journal.Last && now - young.At < SnapshotAge && now >= young.At) return young;
        var jobs = _running.Values.Select(job => RecordOf(job, Track(job.Job.Job))).Concat(_queue.All.Select(RecordOf)).OrderByDescending(job => job.Submitted);
        var snapshot = new ClusterSnapshot(
            now,
            AddressOf(Self).ToString(),
            _journal.Last,
            [],
            [.. _boards.All.Select(board => board.ToStatus()).OrderBy(board => board.Board.Name, StringComparer.Ordinal)],
            [.. _activity.Values.OrderBy(activity => activity.Board, StringComparer.Ordinal)],
            [.. jobs, .. _ended.Newest],
            [.. _applications.All.OrderBy(application => application.Name, StringComparer.Ordinal)]);
        // Another node manager's numbers are other ones: its parts are never taken for this one's.
        var next = (Random.Shared.NextInt64(1, long.MaxValue), now, _journal.Last, SnapshotBytes.Encode(snapshot));
        _snapshots.Enqueue(next);
        if (_snapshots.Count > KeptSnapshots) _snapshots.Dequeue();
        return next;
    }

    private sealed record ServeWatchers : INoSerializationVerificationNeeded
    {
        public static readonly ServeWatchers Instance = new();
    }
}
