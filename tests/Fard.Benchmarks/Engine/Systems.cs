using Akka.Actor;
using Akka.Configuration;

namespace Fard.Benchmarks.Engine;

/// <summary>Actor systems with the reference configuration, on loopback, without log output.</summary>
internal static class Systems
{
    private const string Quiet = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off

        """;

    private const string Loopback = """
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }

        """;

    public static ActorSystem Local() => ActorSystem.Create("bench", ConfigurationFactory.ParseString(Quiet));

    public static ActorSystem Remote() => ActorSystem.Create("bench", ConfigurationFactory.ParseString(Quiet + Loopback + "akka.actor.provider = remote"));

    public static ActorSystem Member() => ActorSystem.Create("bench", ConfigurationFactory.ParseString(Quiet + Loopback + "akka.actor.provider = cluster"));

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;
}
