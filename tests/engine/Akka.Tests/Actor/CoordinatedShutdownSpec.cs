using Akka.Actor;
using Akka.Configuration;

namespace Akka.Tests.Actor;

public sealed class CoordinatedShutdownSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static ActorSystem Start(string config = "") => ActorSystem.Create("shutdown", ConfigurationFactory.ParseString(config + """

        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """));

    private sealed class OwnReason : CoordinatedShutdown.Reason;

    [Fact]
    public async Task Runs_the_phases_in_order_and_then_terminates_the_system()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var order = new List<string>();
        foreach (var phase in new[]
                 {
                     CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseClusterShutdown, CoordinatedShutdown.PhaseClusterLeave,
                     CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseClusterExiting,
                 })
        {
            shutdown.AddTask(phase, "record", () =>
            {
                order.Add(phase);
                return Task.FromResult(Done.Instance);
            });
        }

        var reason = new OwnReason();
        await shutdown.Run(reason).WaitAsync(Patience);
        order.ShouldBe(["before-service-unbind", "service-stop", "cluster-leave", "cluster-exiting", "cluster-shutdown", "before-actor-system-terminate"]);
        shutdown.ShutdownReason.ShouldBe(reason);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Terminating_the_system_runs_the_phases()
    {
        var system = Start();
        var ran = false;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "task", () =>
        {
            ran = true;
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(Patience);
        ran.ShouldBeTrue();
        CoordinatedShutdown.Get(system).ShutdownReason.ShouldBe(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
    }

    [Fact]
    public async Task Goes_on_after_a_task_that_fails_or_takes_too_long()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-unbind.timeout = 20ms");
        var shutdown = CoordinatedShutdown.Get(system);
        var last = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "fails", () => throw new InvalidOperationException());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "last", () =>
        {
            last = true;
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        last.ShouldBeTrue();
    }

    [Fact]
    public async Task Stops_at_a_failing_phase_that_does_not_recover()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-unbind.recover = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new InvalidOperationException("stuck")));
        (await Should.ThrowAsync<InvalidOperationException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance))).Message.ShouldBe("stuck");
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
        ((ExtendedActorSystem)system).Abort();
        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Can_begin_at_a_later_phase_and_leave_the_system_running()
    {
        var system = Start("akka.coordinated-shutdown.terminate-actor-system = off, akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        var shutdown = CoordinatedShutdown.Get(system);
        var early = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "early", () =>
        {
            early = true;
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop).WaitAsync(Patience);
        early.ShouldBeFalse();
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Refuses_unknown_phases_and_knows_the_times_of_others()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        Should.Throw<ArgumentException>(() => shutdown.AddTask("no-such-phase", "task", () => Task.FromResult(Done.Instance)));
        shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop).ShouldBe(TimeSpan.FromSeconds(5));
        shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting).ShouldBe(TimeSpan.FromSeconds(10));
        await system.Terminate().WaitAsync(Patience);
    }
}
