using System.Collections.Immutable;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Client;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

internal sealed partial class ScriptedCluster
{
    public Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfLost();
        lock (_lock)
        {
            return Task.FromResult(new ClusterSnapshot(
                _now,
                Head,
                _events.Count,
                [.. Members()],
                [.. _boards.Select((board, i) => board.ToStatus(41_000 + i))],
                [.. _boards.Select(board => board.ToActivity(_now))],
                [.. Enumerable.Reverse(_jobs).Select(job => job.ToRecord(_now))],
                Applications));
        }
    }

    public Task<JobRecord?> FindJobAsync(JobId job, CancellationToken cancellationToken = default)
    {
        ThrowIfLost();
        lock (_lock) return Task.FromResult(_jobs.FirstOrDefault(one => one.Id == job)?.ToRecord(_now));
    }

    public IAsyncEnumerable<ClusterEvent> WatchEventsAsync(long after = 0, CancellationToken cancellationToken = default) => FollowAsync(_events, (int)after, cancellationToken);

    public async IAsyncEnumerable<LogEntry> FollowLogsAsync(JobId? job = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var line in FollowAsync(_logs, 0, cancellationToken))
            if (job is null || line.Job == job) yield return line;
    }

    public Task<bool> CancelJobAsync(JobId job, string reason, CancellationToken cancellationToken = default)
    {
        ThrowIfLost();
        lock (_lock) return Task.FromResult(End(job, JobOutcome.Cancelled, JobFailure.Cancelled, reason, ClusterEventKinds.JobCancelled, EventSeverity.Warning));
    }

    private void ThrowIfLost()
    {
        if (IsLost) throw new FardJobException(default, JobFailure.NodeManagerLost, "The node manager did not answer within 20 s. Does a head run?");
    }

    private IEnumerable<MemberView> Members()
    {
        yield return new MemberView(Head, ["head"], "Up", Reachable: true, IsLeader: true, 1);
        yield return new MemberView("akka.tcp://fard@127.0.0.1:4054", ["head"], "Up", Reachable: true, IsLeader: false, 2);
        for (var i = 0; i < _boards.Count; i++)
            yield return new MemberView($"akka.tcp://fard@127.0.0.1:{41_001 + i}", ["board"], _boards[i].Leaving ? "Leaving" : "Up", _boards[i].Reachable, IsLeader: false, 3 + i);
        yield return new MemberView("akka.tcp://fard@127.0.0.1:42001", ["client"], "Up", Reachable: true, IsLeader: false, 20);
    }
}
