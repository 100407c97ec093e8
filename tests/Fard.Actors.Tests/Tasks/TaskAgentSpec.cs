using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Tasks;

/// <summary>One board's agent of tasks, with a node manager that a spec plays.</summary>
public class TaskAgentSpec : LocalKit
{
    private readonly TestPrograms _programs = new();
    private readonly TestProbe _manager;
    private readonly IActorRef _agent;

    public TaskAgentSpec()
    {
        _manager = CreateTestProbe("manager");
        _agent = Sys.ActorOf(TaskAgent.Props("board", _programs.Board(), _manager, [], ActorRefs.Nobody));
    }

    private ApplicationRecord Record { get; } = new("app-1", "none", "config.yaml", "app_name: app\ntasks: [{task_name: a, main_file: main.test, task_count: 2, cpu_quota: 600}]");

    [Fact]
    public void A_reservation_that_nobody_uses_expires()
    {
        Reserve(1, TimeSpan.FromMilliseconds(200), Need(0)).ShouldBeOfType<TasksReserved>();
        Capacity().ShouldBe(new CapacityNow(400, 1 << 20, 1));
        AwaitAssert(() => Capacity().ShouldBe(new CapacityNow(1000, 1 << 20, 0)), Patience);
    }

    [Fact]
    public void Two_reservations_cannot_have_the_same_room()
    {
        Reserve(1, Patience, Need(0)).ShouldBeOfType<TasksReserved>();
        Reserve(2, Patience, Need(1)).ShouldBeOfType<TasksNotReserved>().Reason.ShouldContain("400 are free");
        _agent.Tell(new ReleaseReservation(Record.Id, 1), _manager);
        Reserve(2, Patience, Need(1)).ShouldBeOfType<TasksReserved>();
        Capacity().Reservations.ShouldBe(1);
    }

    [Fact]
    public void A_launch_uses_its_reservation_and_says_how_it_goes()
    {
        Reserve(1, TimeSpan.FromMilliseconds(300), Need(0));
        Launch(1, Need(0), incarnation: 5);
        // Told again: nothing new.
        Launch(1, Need(0), incarnation: 5);
        var ready = Reported(TaskState.Ready);
        ready.Incarnation.ShouldBe(5);
        ready.Actor.IsNobody().ShouldBeFalse();
        _programs.Started.ShouldBe(1);
        Capacity().ShouldBe(new CapacityNow(400, 1 << 20, 0));
        _agent.Tell(new StopTask(Record.Id, "a", 0, 5, "over"), _manager);
        _manager.FishForMessage(message => message is TaskReport { Applications.IsEmpty: true }, Patience);
        Capacity().FreeCpuMilli.ShouldBe(1000);
    }

    [Fact]
    public void A_launch_without_room_is_refused()
    {
        Launch(0, Need(0), incarnation: 5);
        Launch(0, Need(1), incarnation: 6);
        _manager.FishForMessage(message => message is LaunchRefused, Patience).ShouldBeOfType<LaunchRefused>().ShouldSatisfyAllConditions(
            refused => refused.Index.ShouldBe(1),
            refused => refused.Incarnation.ShouldBe(6),
            refused => refused.Reason.ShouldContain("400 are free"));
    }

    [Fact]
    public void An_earlier_life_is_not_stopped_by_a_late_message_and_gives_way_to_a_later_one()
    {
        Launch(0, Need(0), incarnation: 5);
        Reported(TaskState.Ready);
        _agent.Tell(new StopTask(Record.Id, "a", 0, 4, "late"), _manager);
        Reported(TaskState.Ready).Incarnation.ShouldBe(5);
        Launch(0, Need(0), incarnation: 7);
        _manager.FishForMessage(message => message is TaskReport { Applications.IsEmpty: true }, Patience);
        Launch(0, Need(0), incarnation: 7);
        Reported(TaskState.Ready).Incarnation.ShouldBe(7);
    }

    [Fact]
    public void An_application_that_cannot_be_read_is_refused()
    {
        _agent.Tell(new LaunchTask(Record with { Text = "app_name: app\ntasks: [{task_name: b, main_file: m.test}]" }, 0, Need(0), 5, null), _manager);
        _manager.FishForMessage(message => message is LaunchRefused, Patience).ShouldBeOfType<LaunchRefused>().Reason.ShouldContain("no task a");
    }

    private static ReplicaNeed Need(int index) => new("a", index, 600, 0, -1);

    private void Launch(long reservation, ReplicaNeed need, long incarnation) => _agent.Tell(new LaunchTask(Record, reservation, need, incarnation, (JobId?)null), _manager);

    private object Reserve(long reservation, TimeSpan expiry, ReplicaNeed need)
    {
        _agent.Tell(new ReserveTasks(Record.Id, reservation, [need], expiry), _manager);
        return _manager.FishForMessage(message => message is TasksReserved or TasksNotReserved, Patience);
    }

    private ReplicaReport Reported(TaskState state) =>
        ((TaskReport)_manager.FishForMessage(message => message is TaskReport { Applications: [{ Replicas: [var replica] }] } && replica.State == state, Patience)).Applications[0].Replicas[0];

    private CapacityNow Capacity()
    {
        var asker = CreateTestProbe();
        _agent.Tell(GetCapacity.Instance, asker);
        return asker.ExpectMsg<CapacityNow>(Patience);
    }
}
