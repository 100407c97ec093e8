using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Tests.Client;

public sealed class ClusterClientSpec : ClusterSpec, IAsyncLifetime
{
    private const string Quick = """
        akka.cluster.pub-sub.gossip-interval = 50ms
        akka.cluster.client.receptionist {
          heartbeat-interval = 100ms
          acceptable-heartbeat-pause = 2s
          failure-detection-interval = 100ms
        }

        """;

    private readonly List<ActorSystem> _outside = [];

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Task.WhenAll(_outside.Select(s => s.Terminate())).WaitAsync(Patience);
        await DisposeAsync();
    }

    [Fact]
    public async Task A_program_outside_sends_to_a_service_and_gets_its_answer()
    {
        var members = await StartCluster(2, Quick);
        foreach (var member in members) StartService(member);
        var (system, client) = StartClient(members);

        (await client.Ask<string>(new ClusterClient.Send("/user/service", "hello"), Patience)).ShouldBe("hello");

        var sender = new Probe(system);
        foreach (var number in Enumerable.Range(0, 10)) client.Tell(new ClusterClient.Send("/user/service", number, localAffinity: true), sender.Ref);
        foreach (var number in Enumerable.Range(0, 10)) (await sender.Expect<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task Sends_to_all_and_publishes()
    {
        var members = await StartCluster(2, Quick);
        var services = members.Select(m => new Probe(m.System, "probe")).ToList();
        for (var i = 0; i < 2; i++)
        {
            ClusterClientReceptionist.Get(members[i].System).RegisterService(services[i].Ref);
            ClusterClientReceptionist.Get(members[i].System).RegisterSubscriber("topic", services[i].Ref);
        }
        var (_, client) = StartClient(members);
        var both = Task.WhenAll(services.Select(s => s.Fish<string>(m => m == "all")));
        await Until(() =>
        {
            client.Tell(new ClusterClient.SendToAll("/user/probe", "all"), ActorRefs.NoSender);
            return both.IsCompleted;
        });
        var published = Task.WhenAll(services.Select(s => s.Fish<string>(m => m == "published")));
        await Until(() =>
        {
            client.Tell(new ClusterClient.Publish("topic", "published"), ActorRefs.NoSender);
            return published.IsCompleted;
        });
    }

    [Fact]
    public async Task Messages_wait_until_there_is_a_receptionist_and_the_oldest_go_when_the_buffer_is_full()
    {
        var member = Start(Quick);
        var (system, client) = StartClient([member], s => s.WithBufferSize(3));
        var sender = new Probe(system);
        foreach (var number in Enumerable.Range(0, 10)) client.Tell(new ClusterClient.Send("/user/service", number), sender.Ref);
        // The client has taken them all once it has answered.
        await client.Ask<ContactPoints>(GetContactPoints.Instance, Patience);

        member.Join(member.SelfAddress);
        await AllUp([member]);
        StartService(member);

        foreach (var number in Enumerable.Range(7, 3)) (await sender.Expect<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task Finds_another_receptionist_when_its_own_leaves()
    {
        var members = await StartCluster(2, Quick);
        foreach (var member in members) StartService(member);
        var (system, client) = StartClient([members[0]]);
        var changes = new Probe(system);
        client.Tell(SubscribeContactPoints.Instance, changes.Ref);
        (await changes.Expect<ContactPoints>()).ContactPointsList.ShouldNotBeEmpty();
        (await Who(client)).ShouldBe(members[0].SelfAddress);
        await Until(() => client.Ask<ContactPoints>(GetContactPoints.Instance, Patience).Result.ContactPointsList.Count == 2);
        (await changes.Expect<ContactPointAdded>()).ContactPoint.Address.ShouldBe(members[1].SelfAddress);

        await members[0].LeaveAsync().WaitAsync(Patience);
        await members[0].System.WhenTerminated.WaitAsync(Patience);

        (await Who(client)).ShouldBe(members[1].SelfAddress);
    }

    [Fact]
    public async Task Finds_another_receptionist_when_its_own_crashes()
    {
        var members = await StartCluster(2, Quick);
        foreach (var member in members) StartService(member);
        var (_, client) = StartClient([members[0]]);
        (await Who(client)).ShouldBe(members[0].SelfAddress);
        await Until(() => client.Ask<ContactPoints>(GetContactPoints.Instance, Patience).Result.ContactPointsList.Count == 2);

        Crash(members[0]);

        (await Who(client)).ShouldBe(members[1].SelfAddress);
    }

    [Fact]
    public async Task Stops_when_it_finds_no_receptionist_in_time()
    {
        var nobody = ActorPath.Parse("akka.tcp://cluster@127.0.0.1:1/system/receptionist");
        var system = StartOutside();
        var settings = Settings(system, [nobody]).WithReconnectTimeout(TimeSpan.FromMilliseconds(200));
        var client = system.ActorOf(ClusterClient.Props(settings));
        var watcher = new Probe(system);

        watcher.Watch(client);

        (await watcher.Expect<Terminated>()).ActorRef.ShouldBe(client);
    }

    [Fact]
    public async Task A_receptionist_tells_which_clients_it_has()
    {
        var members = await StartCluster(1, Quick);
        var receptionist = ClusterClientReceptionist.Get(members[0].System).Underlying;
        var watcher = new Probe(members[0].System);
        receptionist.Tell(SubscribeClusterClients.Instance, watcher.Ref);
        (await watcher.Expect<ClusterClients>()).ClusterClientsList.ShouldBeEmpty();

        var (system, client) = StartClient(members);

        (await watcher.Expect<ClusterClientUp>()).ClusterClient.Path.Elements.ShouldBe(client.Path.Elements);
        (await receptionist.Ask<ClusterClients>(GetClusterClients.Instance, Patience)).ClusterClientsList.Count.ShouldBe(1);
        system.Stop(client);
        (await watcher.Expect<ClusterClientUnreachable>()).ClusterClient.Path.Elements.ShouldBe(client.Path.Elements);
    }

    [Fact]
    public void Settings_come_from_the_configuration()
    {
        var defaults = ClusterClientReceptionist.DefaultConfig().GetConfig("akka.cluster.client");
        var config = ConfigurationFactory.ParseString("""
            initial-contacts = ["akka.tcp://cluster@10.0.0.1:2552/system/receptionist"]
            reconnect-timeout = 5s
            """).WithFallback(defaults);

        var settings = ClusterClientSettings.Create(config);

        settings.InitialContacts.Single().Address.Host.ShouldBe("10.0.0.1");
        settings.ReconnectTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.BufferSize.ShouldBe(1000);
        settings.AcceptableHeartbeatPause.ShouldBe(TimeSpan.FromSeconds(13));
        ClusterClientSettings.Create(defaults).ReconnectTimeout.ShouldBeNull();
        ClusterReceptionistSettings.Create(defaults.GetConfig("receptionist")).NumberOfContacts.ShouldBe(3);
        Should.Throw<ArgumentException>(() => settings.WithBufferSize(10_001));
        Should.Throw<ArgumentException>(() => settings.WithInitialContacts(ImmutableHashSet<ActorPath>.Empty));
    }

    private static void StartService(Cluster member)
    {
        var address = member.SelfAddress.ToString();
        ClusterClientReceptionist.Get(member.System).RegisterService(member.System.ActorOf(Props.Create(() => new Service(address)), "service"));
    }

    private (ActorSystem System, IActorRef Client) StartClient(IEnumerable<Cluster> contacts, Func<ClusterClientSettings, ClusterClientSettings>? change = null)
    {
        var system = StartOutside();
        var settings = Settings(system, contacts.Select(c => new RootActorPath(c.SelfAddress) / "system" / "receptionist"));
        return (system, system.ActorOf(ClusterClient.Props(change?.Invoke(settings) ?? settings), "client"));
    }

    private ActorSystem StartOutside()
    {
        var system = ActorSystem.Create("outside", ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = remote
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              remote.retry-gate-closed-for = 200ms
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
              cluster.client {
                establishing-get-contacts-interval = 200ms
                refresh-contacts-interval = 200ms
                heartbeat-interval = 100ms
                acceptable-heartbeat-pause = 2s
              }
            }
            """));
        _outside.Add(system);
        return system;
    }

    private static ClusterClientSettings Settings(ActorSystem system, IEnumerable<ActorPath> contacts) =>
        ClusterClientSettings.Create(system).WithInitialContacts(contacts.ToImmutableHashSet());

    /// <summary>Asks which member the client is connected to, until there is an answer: what is under way when a connection ends is lost.</summary>
    private static async Task<Address> Who(IActorRef client)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return Address.Parse(await client.Ask<string>(new ClusterClient.Send("/user/service", "who", localAffinity: true), TimeSpan.FromSeconds(1)));
            }
            catch (AskTimeoutException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    private sealed class Service : ReceiveActor
    {
        public Service(string address)
        {
            Receive<string>(question => question == "who", _ => Sender.Tell(address));
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
