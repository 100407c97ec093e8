using Akka.Actor;
using Akka.Cluster;
using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Nodes;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A process that stands still for longer than the others wait for it.</summary>
public sealed class PauseSpec : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");
    private static readonly Role Third = new("third");

    public PauseSpec()
        : base(First, Second, Third)
    {
    }

    [Fact]
    public Task A_paused_member_is_removed_and_does_not_come_back_as_a_ghost() => RunAsync(async node =>
    {
        await node.FormClusterAsync(First, Second, Third);
        await node.OnAsync(First, () => node.PauseAsync(Third));
        if (node.Is(Third))
        {
            // It finds out by itself, once it goes on, that it is a member no more.
            await node.System.WhenTerminated.WaitAsync(Node.Patience);
            await node.EnterBarrierAsync("the third has given up");
            return;
        }

        await node.UntilUpAsync(First, Second);
        var returned = 0;
        using var watcher = new Watcher(node.Cluster, member => { if (member.Address == node.AddressOf(Third)) Interlocked.Increment(ref returned); });
        await node.EnterBarrierAsync("the third is removed", First, Second);
        await node.OnAsync(First, () => node.ResumeAsync(Third));
        await node.EnterBarrierAsync("the third has given up");
        await node.UntilUpAsync(First, Second);
        returned.ShouldBe(0);
        await node.EnterBarrierAsync("the others go on", First, Second);
    });

    private sealed class Watcher : IDisposable
    {
        private readonly Cluster _cluster;
        private readonly IActorRef _ref;

        public Watcher(Cluster cluster, Action<Member> joined)
        {
            _cluster = cluster;
            _ref = cluster.System.ActorOf(Props.Create(() => new Subscriber(joined)));
            cluster.Subscribe(_ref, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberJoined), typeof(ClusterEvent.MemberUp));
        }

        public void Dispose() => _cluster.Unsubscribe(_ref);

        private sealed class Subscriber : ReceiveActor
        {
            public Subscriber(Action<Member> joined) => Receive<ClusterEvent.IMemberEvent>(happened => joined(happened.Member));
        }
    }
}
