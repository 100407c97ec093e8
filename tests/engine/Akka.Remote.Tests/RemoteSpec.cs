using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Remote.Tests;

/// <summary>A spec with several actor systems that reach each other over loopback.</summary>
public abstract class RemoteSpec : IAsyncLifetime
{
    private readonly List<ActorSystem> _systems = [];

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await Task.WhenAll(_systems.Select(s => s.Terminate())).WaitAsync(Patience);

    /// <summary>Starts a system on a port of its own, or on <paramref name="port"/>.</summary>
    protected ActorSystem Start(string name, string config = "", int port = 0, Setup? setup = null)
    {
        var bootstrap = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = remote
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              remote {
                retry-gate-closed-for = 100ms
                dot-netty.tcp {
                  hostname = "127.0.0.1"
                  port = {{port}}
                }
                watch-failure-detector {
                  heartbeat-interval = 100ms
                  acceptable-heartbeat-pause = 1s
                  unreachable-nodes-reaper-interval = 100ms
                  expected-response-after = 200ms
                }
              }
            }
            """)));
        var system = ActorSystem.Create(name, setup is null ? ActorSystemSetup.Create(bootstrap) : bootstrap.And(setup));
        _systems.Add(system);
        return system;
    }

    protected static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    /// <summary>The path under which others find an actor of <paramref name="system"/>.</summary>
    protected static string PathOf(ActorSystem system, string path) => $"{AddressOf(system)}{path}";

    protected static Task<IActorRef> Resolve(ActorSystem from, ActorSystem at, string path) => from.ActorSelection(PathOf(at, path)).ResolveOne(Patience);

    /// <summary>Gives a command to the transport's adapters.</summary>
    protected static async Task Command(ActorSystem system, object command) =>
        (await TransportCommand.SendAsync(system, command).WaitAsync(Patience)).ShouldBeTrue();

    protected static IActorRef StartEcho(ActorSystem system, string name) => system.ActorOf(Props.Create(() => new Echo()), name);

    /// <summary>Asks again until there is an answer.</summary>
    protected static async Task<T> Eventually<T>(Func<Task<T>> question)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await question();
            }
            catch (Exception e) when (e is AskTimeoutException or OperationCanceledException or ActorNotFoundException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
