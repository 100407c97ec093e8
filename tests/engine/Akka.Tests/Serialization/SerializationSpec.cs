using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Tests.Serialization;

public sealed class SerializationSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ExtendedActorSystem _system;

    public interface IGreeting;

    public sealed record Hello(string Name) : IGreeting;

    public sealed record Bye(string Name) : IGreeting;

    public sealed class GreetingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 4711;

        public override string Manifest(object o) => o is Hello ? "H" : "B";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj is Hello hello ? hello.Name : ((Bye)obj).Name);

        public override object FromBinary(byte[] bytes, string manifest) => manifest switch
        {
            "H" => new Hello(Encoding.UTF8.GetString(bytes)),
            "B" => new Bye(Encoding.UTF8.GetString(bytes)),
            _ => throw new SerializationException($"unknown manifest {manifest}"),
        };
    }

    private sealed class Local : INoSerializationVerificationNeeded;

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    public SerializationSpec()
    {
        var config = ConfigurationFactory.ParseString("""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.actor {
              serializers.greeting = "Akka.Tests.Serialization.SerializationSpec+GreetingSerializer, Akka.Tests"
              serialization-bindings {
                "Akka.Tests.Serialization.SerializationSpec+IGreeting, Akka.Tests" = greeting
              }
            }
            """);
        _system = (ExtendedActorSystem)ActorSystem.Create("serialization", config);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate().WaitAsync(Patience);

    private object RoundTrip(object message)
    {
        var serializer = _system.Serialization.FindSerializerFor(message);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        return _system.Serialization.Deserialize(_system.Serialization.Serialize(message), serializer.Identifier, manifest);
    }

    [Fact]
    public void Binds_a_serializer_to_an_interface()
    {
        RoundTrip(new Hello("ann")).ShouldBe(new Hello("ann"));
        RoundTrip(new Bye("ann")).ShouldBe(new Bye("ann"));
        _system.Serialization.FindSerializerFor(new Hello("")).ShouldBeOfType<GreetingSerializer>();
    }

    [Fact]
    public void Carries_bytes_and_primitives()
    {
        RoundTrip(new byte[] { 1, 2, 3 }).ShouldBe(new byte[] { 1, 2, 3 });
        RoundTrip("text ä").ShouldBe("text ä");
        RoundTrip(-5).ShouldBe(-5);
        RoundTrip(long.MaxValue).ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Writes_references_so_that_they_read_back()
    {
        var echo = _system.ActorOf<Echo>("echo");
        var path = Akka.Serialization.Serialization.SerializedActorPath(echo);
        path.ShouldStartWith("akka://serialization/user/echo#");
        _system.Serialization.DeserializeActorRef(path).ShouldBe(echo);
        _system.Provider.ResolveActorRef(path + "1").ShouldNotBe(echo);
        _system.Provider.ResolveActorRef("no path").ShouldBe(_system.DeadLetters);
    }

    [Fact]
    public void Writes_references_with_the_address_of_the_transport()
    {
        var echo = _system.ActorOf<Echo>("echo");
        var address = new Address("akka.tcp", "serialization", "host", 5);
        Akka.Serialization.Serialization.WithTransport(_system, address, () => Akka.Serialization.Serialization.SerializedActorPath(echo))
            .ShouldStartWith("akka.tcp://serialization@host:5/user/echo#");
    }

    [Fact]
    public void An_unknown_id_is_an_error_that_says_so() =>
        Should.Throw<SerializationException>(() => _system.Serialization.Deserialize([], 99999, "")).Message.ShouldContain("99999");

    [Fact]
    public void A_serializer_of_the_setup_is_used()
    {
        var setup = SerializationSetup.Create(system => ImmutableHashSet.Create(SerializerDetails.Create(
            "mine", new GreetingSerializer(system), ImmutableHashSet.Create(typeof(Hello)))));
        using var system = ActorSystem.Create("other", ActorSystemSetup.Create(setup, BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
            "akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.coordinated-shutdown.run-by-clr-shutdown-hook = off"))));
        system.Serialization.FindSerializerFor(new Hello("")).Identifier.ShouldBe(4711);
    }

    [Fact]
    public async Task Serialize_messages_sends_every_message_through_its_serializer()
    {
        var config = ConfigurationFactory.ParseString("akka.actor.serialize-messages = on").WithFallback(_system.Settings.Config);
        using var system = ActorSystem.Create("checking", config);
        var echo = system.ActorOf<Echo>();
        var hello = new Hello("ann");
        var answer = await echo.Ask<Hello>(hello, Patience);
        answer.ShouldBe(hello);
        answer.ShouldNotBeSameAs(hello);
        var local = new Local();
        (await echo.Ask<Local>(local, Patience)).ShouldBeSameAs(local);
    }
}
