using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Nodes;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A cluster singleton over the processes of its members' lives.</summary>
public sealed class SingletonSpec : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");
    private static readonly Role Third = new("third");
    private static readonly Role Fourth = new("fourth");

    public SingletonSpec()
        : base(First, Second, Third, Fourth)
    {
    }

    [Fact]
    public Task Moves_when_its_member_leaves_and_when_its_process_is_killed() => RunAsync(async node =>
    {
        await node.FormClusterAsync(First, Second, Third, Fourth);
        node.System.ActorOf(ClusterSingletonManager.Props(Props.Create<Whereabouts>(), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(node.System)), "manager");
        var proxy = node.System.ActorOf(ClusterSingletonProxy.Props("/user/manager", ClusterSingletonProxySettings.Create(node.System)));
        (await WhereAsync(node, proxy)).ShouldBe(node.AddressOf(First));
        await node.EnterBarrierAsync("it runs on the oldest");

        if (node.Is(First))
        {
            await node.Cluster.LeaveAsync();
            await node.System.WhenTerminated.WaitAsync(Node.Patience);
        }
        else
        {
            await node.UntilUpAsync(Second, Third, Fourth);
        }

        await node.EnterBarrierAsync("the oldest has left");
        if (node.Is(First)) return;
        var second = await WhereAsync(node, proxy, not: node.AddressOf(First));
        var owner = new[] { Second, Third, Fourth }.Single(role => node.AddressOf(role) == second);
        var rest = new[] { Second, Third, Fourth }.Where(role => role != owner).ToArray();
        await node.EnterBarrierAsync("it has moved", Second, Third, Fourth);

        await node.OnAsync(rest[0], () => node.KillAsync(owner));

        await node.UntilUpAsync(rest);
        rest.Select(node.AddressOf).ShouldContain(await WhereAsync(node, proxy, not: second));
        await node.EnterBarrierAsync("it has moved again", rest);
    });

    // What is under way when the singleton moves is lost, so the question is asked again.
    private static async Task<Address> WhereAsync(Node node, IActorRef proxy, Address? not = null)
    {
        using var patience = new CancellationTokenSource(Node.Patience);
        while (true)
        {
            try
            {
                var where = Address.Parse(await proxy.Ask<string>("where", TimeSpan.FromSeconds(1)));
                if (where != not) return where;
            }
            catch (AskTimeoutException)
            {
            }

            if (patience.IsCancellationRequested) throw new HarnessException($"'{node.Role}' did not hear from the singleton in time.");
        }
    }
}
