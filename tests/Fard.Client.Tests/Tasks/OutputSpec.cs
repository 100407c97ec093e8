using System.Collections.Concurrent;
using System.Text;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>Output of tasks, from their boards to whoever consumes it.</summary>
public class OutputSpec
{
    [Fact]
    public async Task Output_of_each_instance_comes_to_its_consumer_once_and_in_the_order_of_each_replica()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var (first, second) = (await cluster.SendAsync("task_name: a, task_count: 2"), await cluster.SendAsync("task_name: a"));
        await cluster.Client.SetOutputCollectionAsync(first, collect: true);
        await cluster.Client.SetOutputCollectionAsync(second, collect: true);
        await using var consumer = new Consumer(cluster.Client, first);
        await using var other = new Consumer(cluster.Client, second);
        await CollectsAsync(cluster, first, "a-0", "a-1");
        await CollectsAsync(cluster, second, "a-0");
        for (var index = 0; index < 200; index++)
        {
            await PutAsync(cluster, first, "a-0", $"{index}");
            await PutAsync(cluster, first, "a-1", $"{index}");
            await PutAsync(cluster, second, "a-0", $"other {index}");
        }

        await cluster.UntilAsync(() => consumer.Count("a-0") >= 200 && consumer.Count("a-1") >= 200 && other.Count("a-0") >= 200);
        foreach (var peer in new[] { "a-0", "a-1" }) consumer.Texts(peer).ShouldBe(Enumerable.Range(0, 200).Select(index => $"{index}"));
        other.Texts("a-0").ShouldBe(Enumerable.Range(0, 200).Select(index => $"other {index}"));
    }

    [Fact]
    public async Task A_task_waits_for_a_consumer_and_nothing_is_lost_to_one_that_goes()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var app = await cluster.SendAsync("task_name: a");
        await cluster.Client.SetOutputCollectionAsync(app, collect: true);
        await CollectsAsync(cluster, app, "a-0");
        var piece = new byte[64 * 1024];
        var putting = Task.Run(async () =>
        {
            for (var index = 0; index < 40; index++)
            {
                BitConverter.TryWriteBytes(piece, index);
                await cluster.Task(app, "a-0").Context.SendOutputAsync(piece);
            }
        });
        var received = new List<int>();
        await foreach (var item in cluster.Client.ConsumeOutputAsync(app))
        {
            received.Add(BitConverter.ToInt32(item.Data.Span));
            if (received.Count == 3) break;
        }

        putting.IsCompleted.ShouldBeFalse();
        await foreach (var item in cluster.Client.ConsumeOutputAsync(app))
        {
            received.Add(BitConverter.ToInt32(item.Data.Span));
            if (received[^1] == 39) break;
        }

        // The piece in hand when the first one went was not acknowledged, and comes again.
        received.Distinct().ShouldBe(Enumerable.Range(0, 40));
        received.Count.ShouldBeInRange(40, 41);
        await putting;
    }

    [Fact]
    public async Task Consuming_ends_when_the_instance_is_killed_and_needs_one_that_is_there()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var app = await cluster.SendAsync("task_name: a");
        await cluster.Client.SetOutputCollectionAsync(app, collect: true);
        await CollectsAsync(cluster, app, "a-0");
        await using var consumer = new Consumer(cluster.Client, app);
        await PutAsync(cluster, app, "a-0", "something");
        await cluster.UntilAsync(() => consumer.Count("a-0") == 1);
        await cluster.Client.SendKillAppAsync(app);
        await consumer.Ended.WaitAsync(TestCluster.Patience);
        await Should.ThrowAsync<FardApplicationException>(async () =>
        {
            await foreach (var item in cluster.Client.ConsumeOutputAsync("none")) _ = item;
        });
        (await Should.ThrowAsync<FardApplicationException>(async () => await cluster.Client.SetOutputCollectionAsync("../x", true))).Message.ShouldContain("no id of an instance");
    }

    // A board has heard that output is collected when a piece stays.
    private static async Task CollectsAsync(TaskCluster cluster, string app, params string[] peers)
    {
        foreach (var peer in peers) await cluster.UntilAsync(() => cluster.Task(app, peer).Context is Fard.Actors.Tasks.TaskHost { Output.Collects: true });
    }

    private static ValueTask PutAsync(TaskCluster cluster, string app, string peer, string text) =>
        cluster.Task(app, peer).Context.SendOutputAsync(Encoding.UTF8.GetBytes(text));

    private sealed class Consumer : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Peer, string Text)> _items = new();
        private readonly CancellationTokenSource _stop = new();

        public Consumer(FardClient client, string app) => Ended = Task.Run(async () =>
        {
            await foreach (var item in client.ConsumeOutputAsync(app, _stop.Token)) _items.Enqueue((item.Peer, Encoding.UTF8.GetString(item.Data.Span)));
        });

        public Task Ended { get; }

        public int Count(string peer) => _items.Count(item => item.Peer == peer);

        public IEnumerable<string> Texts(string peer) => _items.Where(item => item.Peer == peer).Select(item => item.Text);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
