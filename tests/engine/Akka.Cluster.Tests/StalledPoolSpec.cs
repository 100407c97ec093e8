using Akka.Actor;

namespace Akka.Cluster.Tests;

[Collection(RunsAlone.Name)]
public sealed class StalledPoolSpec : ClusterSpec
{
    [Fact]
    public async Task Members_are_not_taken_for_unreachable_because_user_code_has_blocked_the_thread_pool()
    {
        var members = await StartCluster(3, "akka.cluster.failure-detector.acceptable-heartbeat-pause = 1s");
        var probe = new Probe(members[0].System);
        foreach (var member in members) member.Subscribe(probe.Ref, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IReachabilityEvent));
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        new Thread(() =>
        {
            StalledPool.For(TimeSpan.FromSeconds(2.5));
            stalled.SetResult();
        }).Start();
        await stalled.Task;

        // Each member goes on judging: it finds the one that is really gone.
        Crash(members[2]);
        for (var i = 0; i < 2; i++)
            (await probe.Expect<ClusterEvent.UnreachableMember>()).Member.UniqueAddress.ShouldBe(members[2].SelfUniqueAddress);
    }
}
