using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests.Internal;

public sealed class OverflowSpec : RemoteSpec
{
    [Fact]
    public async Task Messages_beyond_the_queue_become_dead_letters()
    {
        using var mute = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        mute.Listen();
        var system = Start("a");
        var provider = (RemoteActorRefProvider)((ExtendedActorSystem)system).Provider;
        provider.Remoting.QueueLimit = 3;
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var target = provider.ResolveActorRef($"akka.tcp://b@127.0.0.1:{((IPEndPoint)mute.LocalEndPoint!).Port}/user/x");

        foreach (var number in Enumerable.Range(0, 5)) target.Tell(number);

        (await probe.Fish<DeadLetter>()).Message.ShouldBe(3);
        (await probe.Fish<DeadLetter>()).Message.ShouldBe(4);
    }
}
