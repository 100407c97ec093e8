using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Tests.Singleton;

public sealed class ClusterSingletonSpec : ClusterSpec
{
    private const string Role = "akka.cluster.roles = [head]";

    private readonly Register _register = new();

    [Fact]
    public async Task Runs_once_on_the_oldest_member()
    {
        var members = await StartCluster(3, Role);
        foreach (var member in members) StartManager(member);

        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);

        _register.Started.ShouldBe([members[0].SelfUniqueAddress]);
    }

    [Fact]
    public async Task Runs_only_on_members_with_its_role()
    {
        var board = Start("akka.cluster.roles = [board]");
        var head = Start(Role);
        board.Join(board.SelfAddress);
        await AllUp([board]);
        head.Join(board.SelfAddress);
        await AllUp([board, head]);

        StartManager(head);

        (await AskWho(board)).ShouldBe(head.SelfAddress);
    }

    [Fact]
    public async Task Hands_over_when_its_member_leaves()
    {
        var members = await StartCluster(3, Role);
        foreach (var member in members) StartManager(member);
        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);

        members[0].Leave(members[0].SelfAddress);

        await Until(() => _register.Started.Count == 2);
        _register.Overlapped.ShouldBeFalse();
        _register.Ended.ShouldBe(["goodbye"]);
        _register.Started[1].ShouldBe(members[1].SelfUniqueAddress);
        (await AskWho(members[2])).ShouldBe(members[1].SelfAddress);
        await members[0].System.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Hands_over_when_its_actor_system_terminates()
    {
        var members = await StartCluster(2, Role);
        foreach (var member in members) StartManager(member);
        (await AskWho(members[1])).ShouldBe(members[0].SelfAddress);

        await members[0].System.Terminate().WaitAsync(Patience);

        await Until(() => _register.Started.Count == 2);
        _register.Overlapped.ShouldBeFalse();
        (await AskWho(members[1])).ShouldBe(members[1].SelfAddress);
    }

    [Fact]
    public async Task Starts_elsewhere_after_its_member_has_crashed_and_is_removed()
    {
        var members = await StartCluster(3, Role);
        foreach (var member in members) StartManager(member);
        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);

        Crash(members[0]);

        await Until(() => _register.Started.Count == 2);
        members[1].State.Members.ShouldNotContain(m => m.UniqueAddress == members[0].SelfUniqueAddress);
        (await AskWho(members[2])).ShouldBe(members[1].SelfAddress);
    }

    [Fact]
    public async Task Stays_when_a_younger_member_leaves()
    {
        var members = await StartCluster(3, Role);
        foreach (var member in members) StartManager(member);
        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);

        await members[1].LeaveAsync().WaitAsync(Patience);
        await AllUp([members[0], members[2]]);

        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);
        _register.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_members_can_leave_at_once()
    {
        var members = await StartCluster(3, Role);
        foreach (var member in members) StartManager(member);
        (await AskWho(members[2])).ShouldBe(members[0].SelfAddress);

        members[0].Leave(members[0].SelfAddress);
        members[1].Leave(members[1].SelfAddress);

        await Until(() => _register.Started.Contains(members[2].SelfUniqueAddress));
        _register.Overlapped.ShouldBeFalse();
        (await AskWho(members[2])).ShouldBe(members[2].SelfAddress);
    }

    [Fact]
    public async Task A_proxy_keeps_messages_until_there_is_a_singleton()
    {
        var members = await StartCluster(2, Role);
        var proxy = StartProxy(members[1]);
        var answers = new Probe(members[1].System);
        foreach (var number in Enumerable.Range(0, 10)) proxy.Tell(number, answers.Ref);

        StartManager(members[0]);

        foreach (var number in Enumerable.Range(0, 10)) (await answers.Expect<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task A_proxy_drops_the_oldest_messages_when_its_buffer_is_full()
    {
        var members = await StartCluster(1, Role);
        var settings = ClusterSingletonProxySettings.Create(members[0].System).WithBufferSize(3).WithRole("head");
        var proxy = members[0].System.ActorOf(ClusterSingletonProxy.Props("/user/manager", settings), "small-proxy");
        var answers = new Probe(members[0].System);
        foreach (var number in Enumerable.Range(0, 10)) proxy.Tell(number, answers.Ref);
        // The proxy has taken them all once it has answered.
        await proxy.Ask<ActorIdentity>(new Identify(1), Patience);

        StartManager(members[0]);

        foreach (var number in Enumerable.Range(7, 3)) (await answers.Expect<int>()).ShouldBe(number);
    }

    [Fact]
    public void Settings_come_from_the_configuration()
    {
        var config = ConfigurationFactory.ParseString("""
            singleton-name = "manager"
            role = "head"
            hand-over-retry-interval = 250ms
            """).WithFallback(ClusterSingletonManager.DefaultConfig().GetConfig("akka.cluster.singleton"));

        var settings = ClusterSingletonManagerSettings.Create(config);

        settings.SingletonName.ShouldBe("manager");
        settings.Role.ShouldBe("head");
        settings.HandOverRetryInterval.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private void StartManager(Cluster member)
    {
        var register = _register;
        var settings = ClusterSingletonManagerSettings.Create(member.System).WithRole("head").WithHandOverRetryInterval(TimeSpan.FromMilliseconds(200));
        member.System.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Single(register)), "goodbye", settings), "manager");
    }

    private static IActorRef StartProxy(Cluster member)
    {
        var settings = ClusterSingletonProxySettings.Create(member.System).WithRole("head").WithSingletonIdentificationInterval(TimeSpan.FromMilliseconds(200));
        return member.System.ActorOf(ClusterSingletonProxy.Props("/user/manager", settings));
    }

    /// <summary>Asks the singleton through a proxy where it runs, until it answers: what is under way when it moves is lost.</summary>
    private static async Task<Address> AskWho(Cluster from)
    {
        var proxy = StartProxy(from);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return Address.Parse(await proxy.Ask<string>("who", TimeSpan.FromSeconds(1)));
            }
            catch (AskTimeoutException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>What the instances of all members did.</summary>
    private sealed class Register
    {
        private readonly ConcurrentQueue<UniqueAddress> _started = new();
        private readonly ConcurrentQueue<string> _ended = new();
        private int _running;

        public IReadOnlyList<UniqueAddress> Started => [.. _started];

        public IReadOnlyList<string> Ended => [.. _ended];

        public bool Overlapped { get; private set; }

        public void Start(UniqueAddress where)
        {
            if (Interlocked.Increment(ref _running) > 1) Overlapped = true;
            _started.Enqueue(where);
        }

        public void GoodBye(string message) => _ended.Enqueue(message);

        public void End() => Interlocked.Decrement(ref _running);
    }

    private sealed class Single : UntypedActor
    {
        private readonly Register _register;
        private readonly Cluster _cluster = Cluster.Get(Context.System);

        public Single(Register register)
        {
            _register = register;
        }

        protected override void PreStart() => _register.Start(_cluster.SelfUniqueAddress);

        protected override void PostStop() => _register.End();

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "who":
                    Sender.Tell(_cluster.SelfAddress.ToString());
                    break;
                case "goodbye":
                    _register.GoodBye("goodbye");
                    Context.Stop(Self);
                    break;
                default:
                    Sender.Tell(message);
                    break;
            }
        }
    }
}
