using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Conducting;

namespace Fard.MultiNode.Tests.HarnessSpecs;

/// <summary>Steps that go wrong, for <see cref="MultiNodeSpecSpec"/>. Its methods are no facts: they are run by name.</summary>
public sealed class FailingNodes : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");

    public FailingNodes()
        : base(First, Second)
    {
    }

    internal static IReadOnlyList<Role> Roles => [First, Second];

    internal static Task RunAsync(string fact) => new SpecRun(typeof(FailingNodes), fact, Roles, TimeSpan.FromMinutes(1)).RunAsync();

    public Task One_throws() => RunAsync(async node =>
    {
        await node.OnAsync(First, () => Console.Out.WriteLineAsync("printed by the first"));
        await node.EnterBarrierAsync("both are there");
        if (node.Is(Second)) throw new InvalidOperationException("the second gives up");
        await node.EnterBarrierAsync("never");
    });

    public Task One_forgets_a_barrier() => RunAsync(async node =>
    {
        await node.EnterBarrierAsync("both are there");
        if (node.Is(First)) await node.EnterBarrierAsync("for both");
    });

    public Task One_ends() => RunAsync(async node =>
    {
        await node.EnterBarrierAsync("both are there");
        if (node.Is(Second)) Environment.Exit(7);
        await node.EnterBarrierAsync("never");
    });

    public Task One_never_ends() => RunAsync(async node =>
    {
        if (node.Is(Second)) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    });
}
