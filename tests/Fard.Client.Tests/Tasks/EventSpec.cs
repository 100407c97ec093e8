using System.Text;
using System.Text.Json;
using Fard.Programs;

namespace Fard.Client.Tests.Tasks;

/// <summary>Events between tasks on several boards.</summary>
public class EventSpec
{
    [Fact]
    public async Task An_event_reaches_those_it_is_fired_at_and_no_others()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a", "task_name: b, task_count: 2, anti_affinity: true", "task_name: c");
        await cluster.SeesAsync(app, "a-0", 4);
        var sender = cluster.Task(app, "a-0");

        await sender.FireAsync("to b", task: "b");
        await sender.FireAsync("to c", peer: "c-0");
        await sender.FireAsync("to all");
        await sender.FireAsync("to itself", peer: "a-0");
        await sender.FireAsync("to nobody", peer: "b-7");
        await cluster.UntilAsync(() => cluster.Task(app, "b-0").Events.Length == 2 && cluster.Task(app, "b-1").Events.Length == 2 && cluster.Task(app, "c-0").Events.Length == 2);

        cluster.Task(app, "b-0").Texts.ShouldBe(["to b", "to all"]);
        cluster.Task(app, "b-1").Texts.ShouldBe(["to b", "to all"]);
        cluster.Task(app, "c-0").Texts.ShouldBe(["to c", "to all"]);
        await cluster.UntilAsync(() => sender.Events.Length == 1);
        sender.Texts.ShouldBe(["to itself"]);
        cluster.Task(app, "c-0").Events.Select(fired => (fired.Name, fired.Sender, fired.SenderTask, fired.Scope))
            .ShouldBe([("said", "a-0", "a", EventScope.Peer), ("said", "a-0", "a", EventScope.Application)]);
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Single(task => task.Peer == "a-0").Counts is { Sent: 7, Delivered: 1, Dropped: 1 });
    }

    [Fact]
    public async Task Two_instances_of_one_application_never_see_each_other()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var (first, second) = (await cluster.SendAsync("task_name: a, task_count: 2"), await cluster.SendAsync("task_name: a, task_count: 2"));
        first.ShouldNotBe(second);
        await cluster.SeesAsync(first, "a-0", 2);
        await cluster.SeesAsync(second, "a-0", 2);
        await cluster.Task(first, "a-0").FireAsync("first");
        await cluster.Task(second, "a-0").FireAsync("second", peer: "a-1");
        await cluster.UntilAsync(() => cluster.Task(first, "a-1").Events.Length == 1 && cluster.Task(second, "a-1").Events.Length == 1);
        cluster.Task(first, "a-1").Texts.ShouldBe(["first"]);
        cluster.Task(second, "a-1").Texts.ShouldBe(["second"]);
        await cluster.Client.SendKillAppAsync(first);
        cluster.Task(second, "a-0").Context.GetPeers().Length.ShouldBe(2);
        cluster.Task(second, "a-0").PeerEvents.ShouldAllBe(fired => fired.Name == EventNames.PeerUp);
    }

    [Fact]
    public async Task Events_keep_the_order_of_each_sender_and_none_is_lost_to_a_slow_task()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 2, anti_affinity: true", "task_name: slow");
        await cluster.SeesAsync(app, "a-0", 3);
        await cluster.SeesAsync(app, "a-1", 3);
        var slow = cluster.Task(app, "slow-0");
        slow.Hold();
        var sending = Task.WhenAll(new[] { "a-0", "a-1" }.Select(async peer =>
        {
            for (var index = 0; index < 600; index++) await cluster.Task(app, peer).FireAsync($"{peer} {index}", peer: "slow-0");
        }));
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Where(task => task.Task == "a").All(task => task.Counts.Sent >= 200));
        sending.IsCompleted.ShouldBeFalse();
        slow.Release();
        await sending.WaitAsync(Pipelines.TestCluster.Patience);
        await cluster.UntilAsync(() => slow.Events.Length == 1200);
        foreach (var peer in new[] { "a-0", "a-1" })
            slow.Texts.Where(text => text.StartsWith(peer, StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 600).Select(index => $"{peer} {index}"));
    }

    [Fact]
    public async Task A_task_that_drops_what_does_not_fit_keeps_nobody_waiting_and_counts()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, anti_affinity: true", "task_name: slow, overflow: drop-newest");
        await cluster.SeesAsync(app, "a-0", 2);
        var slow = cluster.Task(app, "slow-0");
        slow.Hold();
        for (var index = 0; index < 3000; index++) await cluster.Task(app, "a-0").FireAsync($"{index}", task: "slow");
        slow.Release();
        await cluster.UntilAsync(async () => (await cluster.Client.ListTasksAsync(app)).Single(task => task.Task == "slow").Counts is var counts && counts.Delivered + counts.Dropped == 3000);
        slow.Texts.Select(int.Parse).ShouldBeInOrder();
        slow.Events.Length.ShouldBeInRange(1024, 2999);
    }

    [Fact]
    public async Task Peers_are_told_who_comes_and_who_goes()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a", "task_name: b");
        await cluster.SeesAsync(app, "a-0", 2);
        cluster.Task(app, "b-0").Crash("on purpose");
        await cluster.UntilAsync(() => cluster.Task(app, "a-0").PeerEvents.Select(fired => fired.Name).TakeLast(2).SequenceEqual([EventNames.PeerDown, EventNames.PeerUp]));
        var told = cluster.Task(app, "a-0").PeerEvents[^1];
        told.Sender.ShouldBe("b-0");
        using var payload = JsonDocument.Parse(told.Payload.Bytes);
        payload.RootElement.GetProperty("id").GetString().ShouldBe("b-0");
        payload.RootElement.GetProperty("task").GetString().ShouldBe("b");
        await cluster.Task(app, "a-0").FireAsync("again", peer: "b-0");
        await cluster.UntilAsync(() => cluster.Task(app, "b-0").Texts.SequenceEqual(["again"]));
    }

    [Fact]
    public async Task What_cannot_be_an_event_is_refused_where_it_is_fired()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var app = await cluster.SendAsync("task_name: a");
        var context = cluster.Task(app, "a-0").Context;
        (await Should.ThrowAsync<ArgumentException>(async () => await context.FireAsync("e", default, task: "a", peer: "a-0"))).Message.ShouldContain("not to a task and a peer");
        (await Should.ThrowAsync<ArgumentException>(async () => await context.FireAsync("", default))).Message.ShouldContain("1 to 128");
        (await Should.ThrowAsync<ArgumentException>(async () => await context.FireAsync(EventNames.PeerUp, default))).Message.ShouldContain("runtime's own");
        (await Should.ThrowAsync<ArgumentException>(async () => await context.FireAsync("e", new EventPayload(false, new byte[EventNames.MaxPayloadBytes + 1])))).Message.ShouldContain("at most 65536");
        (await Should.ThrowAsync<ArgumentException>(async () => await context.SendOutputAsync(new byte[EventNames.MaxPayloadBytes + 1]))).Message.ShouldContain("at most 65536");
    }

    [Fact]
    public async Task The_largest_event_travels_between_boards()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 2);
        var app = await cluster.SendAsync("task_name: a, task_count: 2, anti_affinity: true");
        await cluster.SeesAsync(app, "a-0", 2);
        var payload = Encoding.UTF8.GetBytes(new string('x', EventNames.MaxPayloadBytes));
        for (var index = 0; index < 40; index++) await cluster.Task(app, "a-0").Context.FireAsync("large", new EventPayload(false, payload), peer: "a-1");
        await cluster.UntilAsync(() => cluster.Task(app, "a-1").Events.Length == 40);
        cluster.Task(app, "a-1").Events[^1].Payload.Bytes.Length.ShouldBe(EventNames.MaxPayloadBytes);
    }
}
