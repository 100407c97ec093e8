using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

/// <summary>Boards for positions that have lost theirs, as the node manager finds them.</summary>
public class ReplacementSpec : LocalKit
{
    private readonly TestProbe _client;
    private readonly IActorRef _manager;

    public ReplacementSpec()
    {
        _client = CreateTestProbe("client");
        var jobs = new JobSettings { ConfigureTimeout = TimeSpan.FromSeconds(2) };
        _manager = Sys.ActorOf(NodeManager.Props(new HeadSetup([TinyNetwork.Application("two", 1), TinyNetwork.Application("one")], jobs, TimeSpan.Zero)));
    }

    [Fact]
    public void A_free_board_takes_the_lost_position_and_its_lease()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        var job = Place("two", a, b);
        Sys.Stop(b);
        var moved = c.ExpectMsg<ConfigureJob>(Patience);
        (moved.Job, moved.Position, moved.Attempt).ShouldBe((job, 1, 2));
        a.ExpectMsg<ConfigureJob>(Patience).Downstream.Single().Board.ShouldBe("c");
        Leases().ShouldBe([job, job]);
    }

    [Fact]
    public void Who_lost_a_board_gets_the_next_free_one_before_every_job_that_waits()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        var job = Place("two", a, b);
        var other = Place("one", c);
        var waiting = Submit("one");
        _manager.Tell(waiting, _client);
        _client.FishForMessage(message => message is JobQueued, Patience);
        Sys.Stop(b);
        AwaitAssert(() => Leases().ShouldBe([job, other]), Patience);
        c.Reply(new PositionEnded(other, 0, null, "", false));
        c.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(job);
    }

    [Fact]
    public void A_board_that_joins_is_taken_at_once_while_others_are_busy()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        var job = Place("two", a, b);
        Place("one", c);
        Sys.Stop(b);
        AwaitAssert(() => Leases().Length.ShouldBe(2), Patience);
        Register("d").ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(job);
    }

    [Fact]
    public void A_wait_that_takes_too_long_fails_the_job()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        var job = Place("two", a, b);
        Place("one", c);
        Sys.Stop(b);
        // The other job, which nobody configures, fails by its own time in the same moment.
        var failed = (JobFailed)_client.FishForMessage(message => message is JobFailed failed && failed.Job == job, Patience);
        failed.Failure.ShouldBe(JobFailure.BoardLost);
        failed.Reason.ShouldContain("within 2 s");
        a.FishForMessage(message => message is StopJob, Patience);
    }

    [Fact]
    public void The_wait_ends_when_the_last_board_that_would_do_is_lost()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        Place("two", a, b);
        var other = Place("one", c);
        Sys.Stop(b);
        AwaitAssert(() => Leases().Length.ShouldBe(2), Patience);
        Sys.Stop(c);
        var failures = (JobFailed[])[(JobFailed)_client.FishForMessage(message => message is JobFailed, Patience), (JobFailed)_client.FishForMessage(message => message is JobFailed, Patience)];
        failures.ShouldAllBe(failed => failed.Failure == JobFailure.BoardLost);
        failures.Single(failed => failed.Job != other).Reason.ShouldContain("no other board");
    }

    [Fact]
    public void A_job_that_is_over_wants_no_board_any_more()
    {
        var (a, b, c) = (Register("a"), Register("b"), Register("c"));
        var job = Place("two", a, b);
        var other = Place("one", c);
        Sys.Stop(b);
        AwaitAssert(() => Leases().Length.ShouldBe(2), Patience);
        _manager.Tell(new CancelJob(job, "enough"), _client);
        a.FishForMessage(message => message is StopJob, Patience);
        a.Reply(new PositionEnded(job, 0, JobFailure.Cancelled, "", true));
        AwaitAssert(() => Leases().ShouldBe([null, other]), Patience);
        c.Reply(new PositionEnded(other, 0, null, "", false));
        AwaitAssert(() => Leases().ShouldBe([null, null]), Patience);
    }

    private TestProbe Register(string name)
    {
        var probe = CreateTestProbe();
        _manager.Tell(new RegisterBoard(new BoardInfo(name, TinyNetwork.BoardType, new DataEndpoint("127.0.0.1", 7000), [new FpgaInfo(0, "test", "")], ["tiny"])), probe);
        probe.ExpectMsg<BoardRegistered>(Patience).Board.ShouldBe(name);
        return probe;
    }

    private JobId Place(string application, params TestProbe[] boards)
    {
        var request = Submit(application);
        _manager.Tell(request, _client);
        _client.ExpectMsg<JobPlaced>(Patience).Job.ShouldBe(request.Job);
        foreach (var board in boards) board.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(request.Job);
        return request.Job;
    }

    private JobId?[] Leases()
    {
        _manager.Tell(new GetBoards(0), _client);
        var list = (BoardList)_client.FishForMessage(message => message is BoardList, Patience);
        return [.. list.Boards.SelectMany(board => board.Leases)];
    }

    private static SubmitJob Submit(string application) => new(JobId.New(), application, "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero);
}
