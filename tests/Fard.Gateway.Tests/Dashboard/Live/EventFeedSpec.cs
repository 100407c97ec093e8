using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Client;
using Fard.Gateway.Dashboard.Live;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class EventFeedSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Source _source = new();

    [Fact]
    public async Task Numbers_go_on_where_another_node_manager_counts_from_one_again()
    {
        await using var feed = new EventFeed(_source, TimeProvider.System, 10);
        feed.Start();
        _source.Say(1, "a");
        _source.Say(2, "b");
        _source.Say(1, "c");
        await feed.WaitAsync(2).WaitAsync(Patience);
        feed.After(0).Events.Select(one => (one.Number, one.Sequence, one.Text)).ShouldBe([(1, 1, "a"), (2, 2, "b"), (3, 1, "c")]);
    }

    [Fact]
    public async Task A_subscription_that_broke_goes_on_behind_the_last_event()
    {
        await using var feed = new EventFeed(_source, TimeProvider.System, 10);
        feed.Start();
        _source.Say(1, "a");
        await feed.WaitAsync(0).WaitAsync(Patience);
        _source.Break();
        _source.Say(2, "b");
        await feed.WaitAsync(1).WaitAsync(Patience);
        feed.After(0).Events.Select(one => one.Text).ShouldBe(["a", "b"]);
        _source.AskedAfter.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task The_last_events_are_kept_and_who_missed_some_is_told()
    {
        await using var feed = new EventFeed(_source, TimeProvider.System, 3);
        feed.Start();
        for (var i = 1; i <= 5; i++) _source.Say(i, $"{i}");
        await feed.WaitAsync(4).WaitAsync(Patience);
        feed.After(3).ShouldSatisfyAllConditions(after => after.IsComplete.ShouldBeTrue(), after => after.Events.Select(one => one.Number).ShouldBe([4, 5]));
        feed.After(2).IsComplete.ShouldBeTrue();
        feed.After(1).ShouldSatisfyAllConditions(after => after.IsComplete.ShouldBeFalse(), after => after.Events.Select(one => one.Number).ShouldBe([3, 4, 5]));
        feed.After(9).IsComplete.ShouldBeFalse();
    }

    private sealed class Source : IClusterView
    {
        private Channel<ClusterEvent> _events = Channel.CreateUnbounded<ClusterEvent>();

        public List<long> AskedAfter { get; } = [];

        public void Say(long sequence, string text) =>
            _events.Writer.TryWrite(new ClusterEvent(sequence, DateTimeOffset.UnixEpoch, ClusterEventKinds.JobDone, EventSeverity.Information, text));

        public void Break()
        {
            var broken = _events;
            _events = Channel.CreateUnbounded<ClusterEvent>();
            broken.Writer.Complete(new FardJobException(default, JobFailure.NodeManagerLost, "lost"));
        }

        public async IAsyncEnumerable<ClusterEvent> WatchEventsAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            AskedAfter.Add(after);
            await foreach (var one in _events.Reader.ReadAllAsync(cancellationToken)) yield return one;
        }

        public Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<JobRecord?> FindJobAsync(JobId job, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<LogEntry> FollowLogsAsync(JobId? job = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> CancelJobAsync(JobId job, string reason, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
