using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Tests.Actor;

public sealed class PathsSpec
{
    private static readonly Gen<string> Name = Gen.Elements("abcXYZ019-_.*$+:@&=,!~';()".ToCharArray()).NonEmptyListOf().Select(chars => "n" + new string([.. chars]));

    private static readonly Gen<Address> AnyAddress =
        from system in Gen.Elements("sys", "my-system", "a_b")
        from remote in Gen.Elements(true, false)
        from host in Gen.Elements("localhost", "10.0.0.1", "board-7.example.org", "::1")
        from port in Gen.Choose(0, 65535)
        select remote ? new Address("akka.tcp", system, host, port) : new Address("akka", system);

    [Fact]
    public void Every_address_reads_back() =>
        Prop.ForAll(AnyAddress.ToArbitrary(), address => Address.Parse(address.ToString()).Equals(address)).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_path_reads_back_with_its_uid() => Prop.ForAll(
        (from address in AnyAddress
         from names in Name.ListOf()
         from uid in Gen.Choose(1, int.MaxValue)
         select names.Aggregate((ActorPath)new RootActorPath(address), (path, name) => path / name).WithUid(uid)).ToArbitrary(),
        path =>
        {
            var parsed = ActorPath.Parse(path.ToSerializationFormat());
            return parsed.Equals(path) && parsed.Uid == path.Uid && parsed.GetHashCode() == path.GetHashCode() && parsed.Elements.SequenceEqual(path.Elements);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("akka")]
    [InlineData("akka://")]
    [InlineData("akka:/sys")]
    [InlineData("akka.tcp://sys@:5")]
    [InlineData("akka.tcp://sys@host:99999")]
    [InlineData("akka.tcp://sys@host:port")]
    [InlineData("akka.tcp://s ys@host:1")]
    [InlineData("akka.tcp://sys@[::1:5")]
    public void Refuses_what_is_no_address(string text)
    {
        Address.TryParse(text, out Address? _).ShouldBeFalse();
        ActorPath.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<UriFormatException>(() => Address.Parse(text));
    }

    [Fact]
    public void Refuses_a_uid_that_is_no_number() => ActorPath.TryParse("akka://sys/user/a#b", out _).ShouldBeFalse();

    [Fact]
    public void Formats()
    {
        var path = new RootActorPath(new Address("akka", "sys")) / "user" / "a";
        path.ToString().ShouldBe("akka://sys/user/a");
        path.ToStringWithoutAddress().ShouldBe("/user/a");
        path.WithUid(7).ToString().ShouldBe("akka://sys/user/a");
        path.WithUid(7).ToStringWithUid().ShouldBe("akka://sys/user/a#7");
        path.WithUid(7).ToSerializationFormatWithAddress(new Address("akka.tcp", "sys", "host", 5)).ShouldBe("akka.tcp://sys@host:5/user/a#7");
        new RootActorPath(new Address("akka", "sys")).ToString().ShouldBe("akka://sys/");
    }

    [Fact]
    public void Keeps_an_address_that_others_can_reach() =>
        ActorPath.Parse("akka.tcp://sys@here:1/user").ToStringWithAddress(new Address("akka.tcp", "sys", "there", 2)).ShouldBe("akka.tcp://sys@here:1/user");

    [Fact]
    public void Equality_leaves_the_uid_out()
    {
        var path = ActorPath.Parse("akka://sys/user/a");
        path.WithUid(5).ShouldBe(path);
        (path.WithUid(5) == path).ShouldBeTrue();
        path.Parent.Name.ShouldBe("user");
        path.Root.ShouldBe(new RootActorPath(new Address("akka", "sys")));
        path.Depth.ShouldBe(2);
        path.ParentOf(-1).ShouldBe(path.Parent);
        (path / ["b", "c"]).Elements.ShouldBe(["user", "a", "b", "c"]);
    }

    [Fact]
    public void Addresses_compare_by_all_their_parts()
    {
        var address = new Address("akka.tcp", "sys", "Host", 5);
        address.Host.ShouldBe("host");
        address.ShouldBe(new Address("akka.tcp", "sys", "host", 5));
        address.ShouldNotBe(address.WithPort(6));
        address.ShouldNotBe(address.WithHost("other"));
        address.HasGlobalScope.ShouldBeTrue();
        new Address("akka", "sys").HasLocalScope.ShouldBeTrue();
        address.HostPort().ShouldBe("sys@host:5");
    }
}
