using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Nodes;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A network that falls into two parts for longer than the cluster waits.</summary>
public sealed class PartitionSpec : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");
    private static readonly Role Third = new("third");
    private static readonly Role Fourth = new("fourth");
    private static readonly Role Fifth = new("fifth");

    private static readonly Role[] Majority = [First, Second, Third];
    private static readonly Role[] Minority = [Fourth, Fifth];

    public PartitionSpec()
        : base(First, Second, Third, Fourth, Fifth)
    {
    }

    [Fact]
    public Task The_minority_downs_itself_and_the_majority_goes_on() => RunAsync(async node =>
    {
        // The oldest member is in the minority: what counts is the number.
        await node.FormClusterAsync(Fourth, First, Second, Third, Fifth);

        await node.OnAsync(First, () => node.PartitionAsync(Majority, Minority));

        await node.OnAsync(Minority, () => node.System.WhenTerminated.WaitAsync(Node.Patience));
        await node.OnAsync(Majority, () => node.UntilUpAsync(Majority));
        await node.EnterBarrierAsync("decided");
        await node.OnAsync(Majority, () => node.UntilUpAsync(Majority));
    });

    private protected override string Config(Role role) => "akka.cluster.split-brain-resolver.active-strategy = keep-majority";
}
