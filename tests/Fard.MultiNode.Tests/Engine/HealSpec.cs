using Akka.Actor;
using Akka.Cluster;
using Fard.MultiNode.Tests.Harness;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A network that falls into two parts and heals before the cluster decides.</summary>
public sealed class HealSpec : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");
    private static readonly Role Third = new("third");

    public HealSpec()
        : base(First, Second, Third)
    {
    }

    [Fact]
    public Task Who_was_unreachable_is_reachable_again_and_nobody_is_downed() => RunAsync(async node =>
    {
        await node.FormClusterAsync(First, Second, Third);
        var incarnations = node.Cluster.State.Members.Select(member => member.UniqueAddress).ToHashSet();
        var lost = 0;
        var losses = node.System.ActorOf(Props.Create(() => new Subscriber(() => Interlocked.Increment(ref lost))));
        node.Cluster.Subscribe(losses, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));

        await node.OnAsync(First, () => node.PartitionAsync([First, Second], [Third]));
        if (node.Is(Third))
        {
            await node.UntilUnreachableAsync(First);
            await node.UntilUnreachableAsync(Second);
        }
        else
        {
            await node.UntilUnreachableAsync(Third);
        }

        await node.EnterBarrierAsync("all have noticed");
        await node.OnAsync(First, () => node.HealAsync([First, Second], [Third]));

        await node.UntilUpAsync(First, Second, Third);
        await node.EnterBarrierAsync("all have recovered");
        node.Cluster.State.Members.Select(member => member.UniqueAddress).ToHashSet().ShouldBe(incarnations);
        lost.ShouldBe(0);
    });

    private protected override string Config(Role role) => "akka.cluster.split-brain-resolver.stable-after = 60s";

    private sealed class Subscriber : ReceiveActor
    {
        public Subscriber(Action lost) => Receive<ClusterEvent.IMemberEvent>(_ => lost());
    }
}
