using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

/// <summary>Applications that are deployed to a node manager that runs.</summary>
public class DeploymentSpec : LocalKit
{
    private const string Whole = """{ job-name = all, layers = "0..3", bitstream = tiny, board = pynq-z1 }""";
    private const string Halves = """
        { job-name = first, layers = "0..1", bitstream = tiny, board = pynq-z1 }, { job-name = second, layers = "2..3", bitstream = tiny, board = pynq-z1 }
        """;

    private readonly ApplicationCatalog _catalog = new([TinyNetwork.Application("two", 1)]);
    private readonly TestProbe _client;
    private readonly IActorRef _manager;

    public DeploymentSpec()
    {
        _client = CreateTestProbe("client");
        _manager = Start();
    }

    [Fact]
    public void A_new_application_takes_jobs()
    {
        Deploy("planned", Whole).ShouldBe(new ApplicationDeployed("planned", 1));
        var board = Register(_manager, "a");
        var job = Submit("planned");
        board.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(job.Job);
        _manager.Tell(new GetApplications(), _client);
        var list = (ApplicationList)_client.FishForMessage(message => message is ApplicationList, Patience);
        list.Applications.Select(application => (application.Name, application.Version)).ShouldBe([("two", 0L), ("planned", 1L)]);
    }

    [Fact]
    public void A_running_job_finishes_on_the_old_plan_while_waiting_and_new_jobs_use_the_new()
    {
        var (a, b) = (Register(_manager, "a"), Register(_manager, "b"));
        var running = Submit("two");
        foreach (var board in new[] { a, b }) board.ExpectMsg<ConfigureJob>(Patience).PositionCount.ShouldBe(2);
        _client.ExpectMsg<JobPlaced>(Patience).Job.ShouldBe(running.Job);
        var waiting = Submit("two");
        _client.ExpectMsg<JobQueued>(Patience).Job.ShouldBe(waiting.Job);

        Deploy("two", Whole).ShouldBe(new ApplicationDeployed("two", 1));
        a.Reply(new PositionEnded(running.Job, 0, null, "", false));
        var configured = a.ExpectMsg<ConfigureJob>(Patience);
        (configured.Job, configured.PositionCount, configured.Origin!.ApplicationVersion).ShouldBe((waiting.Job, 1, 1L));

        b.Reply(new PositionEnded(running.Job, 1, null, "", false));
        _client.FishForMessage(message => message is JobDone done && done.Job == running.Job, Patience);
        var later = Submit("two");
        configured = b.ExpectMsg<ConfigureJob>(Patience);
        (configured.Job, configured.PositionCount).ShouldBe((later.Job, 1));
    }

    [Fact]
    public void The_same_plan_keeps_its_version_and_another_gets_the_next()
    {
        Deploy("planned", Whole).ShouldBe(new ApplicationDeployed("planned", 1));
        Deploy("planned", Whole).ShouldBe(new ApplicationDeployed("planned", 1));
        Deploy("planned", Halves).ShouldBe(new ApplicationDeployed("planned", 2));
        _catalog.Find("planned", 1)!.Positions.Length.ShouldBe(1);
        _catalog.Find("planned")!.Positions.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("unknown", Whole, "there is no network 'unknown'")]
    [InlineData("tiny", """{ job-name = all, layers = "0..2", bitstream = tiny, board = pynq-z1 }""", "ends before layer 3")]
    [InlineData("cnvW2A2", """{ job-name = all, layers = "0..8", bitstream = cnvW2A2, board = pynq-z1 }""", "deploy it under another name")]
    public void What_cannot_run_is_refused_and_changes_nothing(string network, string positions, string reason)
    {
        Deploy("two", positions, network).ShouldBeOfType<ApplicationRefused>().Reason.ShouldContain(reason);
        _catalog.Find("two")!.Version.ShouldBe(0);
    }

    [Fact]
    public void The_next_node_manager_restores_a_job_on_the_plan_that_its_boards_report()
    {
        Deploy("two", Whole).ShouldBe(new ApplicationDeployed("two", 1));
        var next = Start();
        var job = JobId.New();
        var two = TinyNetwork.Application("two", 1);
        var reports = Enumerable.Range(0, 2).Select(position => new ConfigureJob(job, "two", "tiny", two.Positions[position], position, 2, 0, 1, 1, [])
        {
            Origin = new JobOrigin(_client, "client", TimeSpan.Zero),
        }).ToArray();
        var (a, b) = (Register(next, "a", reports[0]), Register(next, "b", reports[1]));
        foreach (var board in new[] { a, b })
        {
            var resumed = (ConfigureJob)board.FishForMessage(message => message is ConfigureJob, Patience);
            (resumed.Job, resumed.PositionCount).ShouldBe((job, 2));
        }
    }

    [Fact]
    public void Old_versions_are_forgotten_and_a_known_version_stays_as_it_is()
    {
        for (var version = 1; version <= 2 * ApplicationCatalog.KeptVersions; version++)
            _catalog.Add(TinyNetwork.Application("two") with { Version = version }).ShouldBeTrue();
        _catalog.Add(TinyNetwork.Application("two", 1) with { Version = 2 * ApplicationCatalog.KeptVersions }).ShouldBeFalse();
        _catalog.Deployed.Length.ShouldBe(ApplicationCatalog.KeptVersions);
        _catalog.Find("two", 0).ShouldBeNull();
        _catalog.Find("two")!.Positions.Length.ShouldBe(1);
        for (var index = 0; index < 2 * ApplicationCatalog.MaxApplications; index++) _catalog.Add(TinyNetwork.Application($"more-{index}") with { Version = 1 });
        _catalog.All.Length.ShouldBe(ApplicationCatalog.MaxApplications);
    }

    private IActorRef Start() => Sys.ActorOf(NodeManager.Props(
        new HeadSetup([], new JobSettings(), TimeSpan.Zero) { Catalog = _catalog, FindNetwork = name => TinyNetwork.Find(name) ?? Fard.Networks.Description.NetworkCatalog.TryFind(name) }));

    private object Deploy(string name, string positions, string network = "tiny")
    {
        _manager.Tell(new DeployApplication($"fard.head.applications.{name} {{ network = {network}, positions = [{positions}] }}"), _client);
        return _client.FishForMessage(message => message is ApplicationDeployed or ApplicationRefused, Patience);
    }

    private SubmitJob Submit(string application)
    {
        var request = new SubmitJob(JobId.New(), application, "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero);
        _manager.Tell(request, _client);
        return request;
    }

    private TestProbe Register(IActorRef manager, string name, params ConfigureJob[] positions)
    {
        var probe = CreateTestProbe();
        var info = new BoardInfo(name, TinyNetwork.BoardType, new DataEndpoint("127.0.0.1", 7000), [new FpgaInfo(0, "test", "")], ["tiny"]);
        manager.Tell(new RegisterBoard(info) { Positions = [.. positions] }, probe);
        if (positions.Length == 0) probe.ExpectMsg<BoardRegistered>(Patience);
        return probe;
    }
}
