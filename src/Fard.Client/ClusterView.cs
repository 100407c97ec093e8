using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Google.Protobuf;
using ClusterEvent = Fard.Actors.Observation.ClusterEvent;

namespace Fard.Client;

/// <summary>The live view: the node manager says what it knows, this member who the members are, and each member what it logs.</summary>
internal sealed class ClusterView(ActorSystem system, IActorRef nodeManager, FardClient client) : IClusterView
{
    // Of a node manager that is lost nobody hears an answer: it is asked again after this, and what it missed.
    private static readonly TimeSpan EventWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // Parts of a snapshot that is gone before the last was fetched are fetched anew, not for ever.
    private const int MaxRestarts = 10;

    public async Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default)
    {
        var parts = new List<ImmutableArray<byte>>();
        var snapshot = 0L;
        for (var restarts = 0; restarts < MaxRestarts;)
        {
            var part = await client.AskNodeManagerAsync<SnapshotPart>(new GetSnapshot(snapshot, parts.Count), cancellationToken);
            if (part.Snapshot != snapshot || part.Part != parts.Count)
            {
                if (snapshot != 0) restarts++;
                snapshot = part.Snapshot;
                parts.Clear();
                if (part.Part != 0) continue;
            }

            parts.Add(part.Bytes);
            if (parts.Sum(bytes => (long)bytes.Length) > SnapshotBytes.MaxBytes)
                throw new FardJobException(default, JobFailure.NodeManagerLost, $"The cluster's snapshot has more than {SnapshotBytes.MaxBytes >> 20} MiB.");
            if (parts.Count == part.Parts) return Decode([.. parts.SelectMany(bytes => bytes)]);
        }

        throw new FardJobException(default, JobFailure.NodeManagerLost, "The node manager changed again and again while its snapshot was fetched. Try again.");
    }

    public async Task<JobRecord?> FindJobAsync(JobId job, CancellationToken cancellationToken = default) =>
        (await client.AskNodeManagerAsync<JobFound>(new FindJob(job), cancellationToken)).Record;

    public async IAsyncEnumerable<ClusterEvent> WatchEventsAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var known = after;
        while (true)
        {
            if (await TryAskAsync<EventList>(nodeManager, new GetEvents(known, EventWait), EventWait, cancellationToken) is not { } list) continue;
            foreach (var item in list.Events)
            {
                known = item.Sequence;
                yield return item;
            }

            // A journal without an event begins where it begins, and not after what another one counted.
            if (list.Events.IsEmpty && known > list.Last) known = 0;
        }
    }

    public IAsyncEnumerable<LogEntry> FollowLogsAsync(JobId? job = null, CancellationToken cancellationToken = default) =>
        new LogFollower(system, job).FollowAsync(cancellationToken);

    public async Task<ImmutableArray<LogEntry>> ReadLogsAsync(JobId? job = null, CancellationToken cancellationToken = default) =>
        [.. await new LogFollower(system, job).ReadAsync(cancellationToken)];

    public async Task<bool> CancelJobAsync(JobId job, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return (await client.AskNodeManagerAsync<JobGivenUp>(new GiveUpJob(job, reason), cancellationToken)).Found;
    }

    private ClusterSnapshot Decode(byte[] bytes)
    {
        try
        {
            return SnapshotBytes.Decode(bytes, Members());
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException or OverflowException)
        {
            throw new FardJobException(default, JobFailure.NodeManagerLost, $"The node manager's snapshot is damaged: {exception.Message} Do all members run the same release?", exception);
        }
    }

    private ImmutableArray<MemberView> Members()
    {
        if (!system.HasExtension<Cluster>()) return [];
        var state = Cluster.Get(system).State;
        var oldestFirst = state.Members.Order(Comparer<Member>.Create((one, other) => one.IsOlderThan(other) ? -1 : other.IsOlderThan(one) ? 1 : 0));
        return [.. oldestFirst.Select((member, rank) => new MemberView(
            member.Address.ToString(),
            [.. member.Roles.Order(StringComparer.Ordinal)],
            member.Status.ToString(),
            !state.Unreachable.Contains(member),
            member.Address.Equals(state.Leader),
            rank + 1))];
    }

    // Null: no answer in time, which means nothing while the node manager moves.
    private static async Task<T?> TryAskAsync<T>(IActorRef actor, object question, TimeSpan wait, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await actor.Ask<T>(question, wait + Margin, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
