using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;

namespace Akka.Tests.Serialization;

/// <summary>The embedded engine's serializer for CLR messages; the Akka packages have Hyperion in its place.</summary>
public sealed class AllowListSpec() : ActorSpec("""
    akka.actor.serialization-settings.json.allowed-types = ["Akka.Tests.Serialization.AllowListSpec+Order, Akka.Tests"]
    """)
{
    private const string Manifest = "Akka.Tests.Serialization.AllowListSpec+Order, Akka.Tests";

    public sealed record Order(string Item, int[] Amounts, IActorRef? Customer, Address Where, ActorPath Path);

    public sealed record Forbidden(string Text);

    private static Order Sample(IActorRef? customer) =>
        new("tea", [1, 2, 3], customer, new Address("akka.tcp", "shop", "host", 5), ActorPath.Parse("akka://shop/user/till#7"));

    [Fact]
    public void Carries_allowed_types_with_references_in_them()
    {
        var customer = new Probe(Sys).Ref;
        var order = Sample(customer);
        var serializer = Sys.Serialization.FindSerializerFor(order);
        var back = Sys.Serialization.Deserialize(Sys.Serialization.Serialize(order), serializer.Identifier, Manifest).ShouldBeOfType<Order>();
        back.Item.ShouldBe("tea");
        back.Amounts.ShouldBe([1, 2, 3]);
        back.Customer.ShouldBe(customer);
        back.Where.ShouldBe(order.Where);
        back.Path.ShouldBe(order.Path);
        back.Path.Uid.ShouldBe(7);
    }

    [Fact]
    public void Says_how_to_allow_a_type()
    {
        var message = Should.Throw<SerializationException>(() => Sys.Serialization.Serialize(new Forbidden("x"))).Message;
        message.ShouldContain("allowed-types");
        message.ShouldContain("Akka.Tests.Serialization.AllowListSpec+Forbidden, Akka.Tests");
    }

    [Theory]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("Akka.Tests.Serialization.AllowListSpec+Forbidden, Akka.Tests")]
    [InlineData("")]
    public void Takes_no_type_from_outside_that_is_not_allowed(string manifest) =>
        Should.Throw<SerializationException>(() => Deserialize("{}", manifest)).Message.ShouldContain("allowed");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"Item\":5}")]
    [InlineData("{\"Item\":\"x\",\"Path\":\"no path\"}")]
    public void Refuses_damaged_bytes(string json) => Should.Throw<SerializationException>(() => Deserialize(json, Manifest));

    [Fact]
    public void Refuses_primitives_of_the_wrong_length()
    {
        var id = Sys.Serialization.FindSerializerFor(5).Identifier;
        Should.Throw<SerializationException>(() => Sys.Serialization.Deserialize([1, 2, 3], id, "I"));
        Should.Throw<SerializationException>(() => Sys.Serialization.Deserialize([0xff, 0xfe], id, "S"));
        Should.Throw<SerializationException>(() => Sys.Serialization.Deserialize([], id, "X"));
    }

    private object Deserialize(string json, string manifest) =>
        Sys.Serialization.Deserialize(Encoding.UTF8.GetBytes(json), Sys.Serialization.FindSerializerFor(Sample(null)).Identifier, manifest);
}
