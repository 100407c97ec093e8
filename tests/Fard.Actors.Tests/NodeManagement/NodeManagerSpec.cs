using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

public class NodeManagerSpec : LocalKit
{
    private readonly TestProbe _client;
    private readonly IActorRef _manager;

    public NodeManagerSpec()
    {
        _client = CreateTestProbe("client");
        _manager = StartManager(TimeSpan.Zero);
    }

    [Fact]
    public void Registers_boards_and_lists_them()
    {
        var board = Register("b");
        Register("a");
        _manager.Tell(new GetBoards(0), _client);
        var boards = _client.ExpectMsg<BoardList>(Patience).Boards;
        boards.Select(status => status.Board.Name).ShouldBe(["a", "b"]);
        boards.ShouldAllBe(status => status.Reachable && status.Leases.Single() == null);
        _manager.Tell(new RegisterBoard(Info("b")), board);
        board.ExpectMsg<BoardRegistered>(Patience);
    }

    [Fact]
    public void Answers_who_waits_for_boards_when_there_are_enough()
    {
        _manager.Tell(new GetBoards(2), _client);
        Register("a");
        _client.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Register("b");
        _client.ExpectMsg<BoardList>(Patience).Boards.Length.ShouldBe(2);
    }

    [Fact]
    public void Lists_its_applications()
    {
        _manager.Tell(new GetApplications(), _client);
        _client.ExpectMsg<ApplicationList>(Patience).Applications.Select(application => application.Name).ShouldBe(["two", "one", "tight"]);
    }

    [Theory]
    [InlineData("none", 1, 0, JobFailure.UnknownApplication, "two")]
    [InlineData("two", 0, 0, JobFailure.NoImages, "at least one")]
    [InlineData("two", 101, 0, JobFailure.TooManyImages, "at most 100")]
    [InlineData("two", 1, 1, JobFailure.WrongImageSize, "192 packed bytes; these have 193")]
    [InlineData("two", 1, 0, JobFailure.NoFittingBoard, "no board is registered")]
    public void Refuses_what_cannot_be_a_job(string application, int images, int moreBytes, JobFailure failure, string reason)
    {
        _manager.Tell(Submit(application) with { ImageCount = images, BytesPerImage = TinyNetwork.InputBytes + moreBytes }, _client);
        var failed = _client.ExpectMsg<JobFailed>(Patience);
        failed.Failure.ShouldBe(failure);
        failed.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Leases_boards_to_a_job_and_takes_them_back()
    {
        var (a, b) = (Register("a"), Register("b"));
        var job = Place("two", a, b);
        Leases().ShouldBe([job, job]);
        a.Reply(new PositionEnded(job, 0, null, "", false));
        AwaitAssert(() => Leases().ShouldBe([null, job]), Patience);
        b.Reply(new PositionEnded(job, 1, null, "", false));
        _client.FishForMessage(message => message is JobDone, Patience);
        AwaitAssert(() => Leases().ShouldBe([null, null]), Patience);
        _manager.Tell(new GetJobs(), _client);
        _client.ExpectMsg<JobList>(Patience).Jobs.ShouldBeEmpty();
    }

    [Fact]
    public void A_job_waits_until_boards_are_free()
    {
        var a = Register("a");
        var first = Place("one", a);
        var second = Submit("one");
        _manager.Tell(second, _client);
        _client.ExpectMsg(new JobQueued(second.Job, 0), Patience);
        a.Reply(new PositionEnded(first, 0, null, "", false));
        a.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(second.Job);
    }

    [Fact]
    public void Clients_share_the_boards_in_turns()
    {
        var a = Register("a");
        var running = Place("one", a);
        SubmitJob[] ann = [Submit("one", "ann"), Submit("one", "ann"), Submit("one", "ann")];
        SubmitJob[] bob = [Submit("one", "bob"), Submit("one", "bob")];
        foreach (var request in ann.Concat(bob)) _manager.Tell(request, _client);
        var order = new List<JobId>();
        for (var turn = 0; turn < 5; turn++)
        {
            a.Reply(new PositionEnded(running, 0, null, "", false));
            running = a.ExpectMsg<ConfigureJob>(Patience).Job;
            order.Add(running);
        }

        order.ShouldBe([ann[0].Job, bob[0].Job, ann[1].Job, bob[1].Job, ann[2].Job]);
    }

    [Fact]
    public void A_job_for_two_boards_is_not_overtaken_for_ever_by_jobs_for_one()
    {
        var (a, b) = (Register("a"), Register("b"));
        var first = Place("one", a);
        var big = Submit("two", "ann");
        _manager.Tell(big, _client);
        var small = Submit("one", "bob");
        _manager.Tell(small, _client);
        b.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        a.Reply(new PositionEnded(first, 0, null, "", false));
        a.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(big.Job);
        b.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(big.Job);
    }

    [Fact]
    public void A_full_queue_and_a_long_wait_are_no_free_board()
    {
        Place("one", Register("a"));
        var (waits, tooMany) = (Submit("tight"), Submit("tight"));
        _manager.Tell(waits, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        _manager.Tell(tooMany, _client);
        var full = _client.ExpectMsg<JobFailed>(Patience);
        (full.Job, full.Failure).ShouldBe((tooMany.Job, JobFailure.NoFreeBoard));
        var overdue = _client.ExpectMsg<JobFailed>(Patience);
        (overdue.Job, overdue.Failure).ShouldBe((waits.Job, JobFailure.NoFreeBoard));
    }

    [Fact]
    public void A_job_that_is_submitted_again_is_recognised_while_it_waits_runs_and_is_done()
    {
        var a = Register("a");
        var first = Submit("one");
        _manager.Tell(first, _client);
        _client.ExpectMsg<JobPlaced>(Patience);
        a.ExpectMsg<ConfigureJob>(Patience);
        _manager.Tell(first, _client);
        _client.ExpectMsg<JobPlaced>(Patience);
        var second = Submit("one");
        _manager.Tell(second, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        _manager.Tell(second, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        a.Reply(new PositionEnded(first.Job, 0, null, "", false));
        _client.FishForMessage(message => message is JobDone, Patience);
        _manager.Tell(first, _client);
        _client.FishForMessage(message => message is JobDone, Patience);
        a.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(second.Job);
        a.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_client_that_goes_takes_its_jobs_with_it()
    {
        var a = Register("a");
        var gone = CreateTestProbe();
        var (running, waiting) = (Submit("one"), Submit("one"));
        _manager.Tell(running, gone);
        _manager.Tell(waiting, gone);
        a.ExpectMsg<ConfigureJob>(Patience);
        Sys.Stop(gone);
        a.ExpectMsg<StopJob>(Patience).Job.ShouldBe(running.Job);
        a.Reply(new PositionEnded(running.Job, 0, JobFailure.Cancelled, "", true));
        AwaitAssert(() => Leases().ShouldBe([null]), Patience);
        a.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_board_that_goes_ends_its_job_and_is_not_used_again()
    {
        var (a, b) = (Register("a"), Register("b"));
        var job = Place("two", a, b);
        Sys.Stop(b);
        var failed = (JobFailed)_client.FishForMessage(message => message is JobFailed, Patience);
        failed.Failure.ShouldBe(JobFailure.BoardLost);
        a.ExpectMsg<StopJob>(Patience);
        a.Reply(new PositionEnded(job, 0, JobFailure.Cancelled, "", true));
        AwaitAssert(() => Leases().ShouldBe([null]), Patience);
        _manager.Tell(Submit("two"), _client);
        _client.ExpectMsg<JobFailed>(Patience).Failure.ShouldBe(JobFailure.NoFittingBoard);
        Place("one", a);
    }

    [Fact]
    public void A_member_that_is_unreachable_is_not_used_until_it_is_back()
    {
        var a = Register("a");
        var job = Place("one", a);
        var address = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
        _manager.Tell(new MemberChanged(address, MemberState.Unreachable));
        // The client is on the same member here: nobody waits for another board.
        ((JobFailed)_client.FishForMessage(message => message is JobFailed, Patience)).Failure.ShouldBe(JobFailure.Cancelled);
        _manager.Tell(Submit("one"), _client);
        _client.ExpectMsg<JobFailed>(Patience).Reason.ShouldContain("does not reach a");
        _manager.Tell(new MemberChanged(address, MemberState.Reachable));
        var next = Submit("one");
        _manager.Tell(next, _client);
        a.FishForMessage(message => message is ConfigureJob configure && configure.Job == next.Job, Patience);
        job.ShouldNotBe(next.Job);
    }

    [Fact]
    public void A_board_that_is_unhealthy_or_leaves_gets_no_job_and_a_job_waits_for_one_that_may_recover()
    {
        var a = Register("a");
        _manager.Tell(new RegisterBoard(Info("a") with { Fpgas = [new FpgaInfo(0, "test", "") { Fault = "it hangs" }] }) { Revision = 2 }, a);
        a.ExpectMsg(new BoardRegistered("a") { Revision = 2 }, Patience);
        _manager.Tell(new GetBoards(0), _client);
        var status = _client.ExpectMsg<BoardList>(Patience).Boards.Single();
        (status.Healthy, status.Board.Fpgas[0].Fault).ShouldBe((false, "it hangs"));
        var request = Submit("one");
        _manager.Tell(request, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        _manager.Tell(new RegisterBoard(Info("a")) { Revision = 3 }, a);
        a.ExpectMsg<BoardRegistered>(Patience);
        a.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(request.Job);

        _manager.Tell(new RegisterBoard(Info("a")) { Revision = 4, Leaving = true }, a);
        a.ExpectMsg<BoardRegistered>(Patience);
        _client.ExpectMsg<JobPlaced>(Patience);
        _manager.Tell(Submit("one"), _client);
        _client.ExpectMsg<JobFailed>(Patience).Reason.ShouldContain("a leaves the cluster");
    }

    [Fact]
    public void A_board_of_the_same_name_on_the_same_member_replaces_the_old_one()
    {
        Register("a");
        var second = Register("a");
        Place("one", second);
    }

    [Fact]
    public void Jobs_wait_for_boards_while_a_new_node_manager_gathers_them()
    {
        var manager = StartManager(TimeSpan.FromSeconds(30));
        var request = Submit("one");
        manager.Tell(request, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        var board = CreateTestProbe();
        manager.Tell(new RegisterBoard(Info("a")), board);
        board.ExpectMsg<BoardRegistered>(Patience);
        board.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(request.Job);
    }

    [Fact]
    public void A_cancelled_job_leaves_the_queue()
    {
        Place("one", Register("a"));
        var waiting = Submit("one");
        _manager.Tell(waiting, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        _manager.Tell(new CancelJob(waiting.Job, "enough"), _client);
        _client.ExpectMsg(new JobFailed(waiting.Job, JobFailure.Cancelled, "enough"), Patience);
    }

    private IActorRef StartManager(TimeSpan grace)
    {
        var tight = TinyNetwork.Application("tight") with { MaxQueue = 1, QueueTimeout = TimeSpan.FromMilliseconds(300) };
        return Sys.ActorOf(NodeManager.Props(new HeadSetup([TinyNetwork.Application("two", 1) with { MaxImages = 100 }, TinyNetwork.Application("one"), tight], new JobSettings(), grace)));
    }

    private TestProbe Register(string name)
    {
        var probe = CreateTestProbe();
        _manager.Tell(new RegisterBoard(Info(name)), probe);
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

    private static SubmitJob Submit(string application, string client = "client") => new(JobId.New(), application, client, 1, TinyNetwork.InputBytes, TimeSpan.Zero);

    private static BoardInfo Info(string name) => new(name, TinyNetwork.BoardType, new DataEndpoint("127.0.0.1", 7000), [new FpgaInfo(0, "test", "")], ["tiny"]);
}
