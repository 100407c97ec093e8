using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;
using Fard.Programs;

namespace Fard.Client.Tests.Tasks;

/// <summary>State by key, over the loss of what computed it and of what kept it.</summary>
public class KeyedSpec
{
    [Fact]
    public async Task The_state_of_a_key_outlives_the_board_that_computed_it()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 3);
        var app = await cluster.SendAsync("task_name: counter, keyed: true, task_count: 2, anti_affinity: true", "task_name: sender, board_name: board-0");
        await cluster.SeesAsync(app, "sender-0", 3);
        var sender = cluster.Task(app, "sender-0");
        for (var index = 0; index < 5; index++) await SayAsync(sender, "car", $"{index}");
        await SayAsync(sender, "bus", "a");
        var computed = (await cluster.Client.ListTasksAsync(app)).Where(task => task.Task == "counter").ToDictionary(task => task.Peer, task => task.Board);
        var used = computed.Keys.Single(peer => cluster.Task(app, peer).Keyed.Any(work => work.Key == "car"));
        // The sender's own board may be the one: the other replica's is as good, if its turn has come.
        if (computed[used] == "board-0")
        {
            cluster.Task(app, used).Hold();
            await SayAsync(sender, "car", "5");
            used = computed.Keys.Single(peer => peer != used);
        }
        else
        {
            await SayAsync(sender, "car", "5");
        }

        await TestCluster.KillAsync(cluster.Members.Boards[computed[used]].Member);
        await SayAsync(sender, "car", "6");
        await SayAsync(sender, "bus", "b");
        cluster.Programs.All.SelectMany(task => task.Keyed).Where(work => work.Key == "car").MaxBy(work => work.Before.Length).Before.ShouldBe("0;1;2;3;4;5;");
        cluster.Programs.All.SelectMany(task => task.Keyed).Where(work => work.Key == "bus").MaxBy(work => work.Before.Length).Before.ShouldBe("a;");
    }

    [Fact]
    public async Task The_state_of_a_key_outlives_the_head_that_kept_it()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1, heads: 2, headConfig: "fard.head.registration-grace = 2s\n");
        var app = await cluster.SendAsync("task_name: counter, keyed: true", "task_name: sender");
        await cluster.SeesAsync(app, "sender-0", 2);
        var sender = cluster.Task(app, "sender-0");
        for (var key = 0; key < 6; key++) await SayAsync(sender, $"key {key}", "before");
        await TestCluster.KillAsync(cluster.Members.Heads[0]);
        for (var key = 0; key < 6; key++) await SayAsync(sender, $"key {key}", "after");
        cluster.Task(app, "counter-0").Keyed.Where(work => work.Before.Length > 0).Select(work => work.Before).Distinct().ShouldBe(["before;"]);
    }

    [Fact]
    public async Task An_event_that_is_refused_has_no_effect_and_its_sender_hears_why()
    {
        await using var cluster = await TaskCluster.StartAsync(boards: 1);
        var app = await cluster.SendAsync("task_name: counter, keyed: true", "task_name: sender");
        await cluster.SeesAsync(app, "sender-0", 2);
        var sender = cluster.Task(app, "sender-0");
        await sender.Context.FireKeyedAsync("said", Payload("first"), "counter", "car");
        (await Should.ThrowAsync<ProgramException>(sender.Context.FireKeyedAsync("said", Payload("bad"), "counter", "car"))).Message.ShouldContain("bad is not taken");
        await sender.Context.FireKeyedAsync("said", Payload("second"), "counter", "car");
        cluster.Task(app, "counter-0").Keyed[^1].Before.ShouldBe("first;");
        cluster.Task(app, "counter-0").IsDisposed.ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(sender.Context.FireKeyedAsync("said", Payload(""), "counter", ""));
    }

    // What was not handled has had no effect: it is fired again, as a program would.
    private static async Task SayAsync(TestTask sender, string key, string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await sender.Context.FireKeyedAsync("said", Payload(text), "counter", key);
                return;
            }
            catch (ProgramException) when (attempt < 5)
            {
                // Again.
            }
        }
    }

    private static EventPayload Payload(string text) => new(IsJson: false, System.Text.Encoding.UTF8.GetBytes(text));
}
