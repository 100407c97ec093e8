using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests.Internal;

public sealed class QuarantineSpec : RemoteSpec
{
    [Fact]
    public async Task A_quarantined_system_hears_of_it_and_gets_no_message_until_it_is_restarted()
    {
        var (a, b) = (Start("a"), Start("b"));
        var port = AddressOf(b).Port!.Value;
        StartEcho(b, "echo");
        var echo = await Resolve(a, b, "/user/echo");
        var (onA, onB) = (new Probe(a), new Probe(b));
        a.EventStream.Subscribe(onA.Ref, typeof(QuarantinedEvent));
        a.EventStream.Subscribe(onA.Ref, typeof(DeadLetter));
        b.EventStream.Subscribe(onB.Ref, typeof(ThisActorSystemQuarantinedEvent));

        var uid = AddressUidExtension.Uid(b);
        ((RemoteActorRefProvider)((ExtendedActorSystem)a).Provider).Remoting.Quarantine(AddressOf(b), uid, "the spec wants it");

        (await onA.Fish<QuarantinedEvent>()).Uid.ShouldBe(uid);
        (await onB.Fish<ThisActorSystemQuarantinedEvent>()).RemoteAddress.ShouldBe(AddressOf(a));
        echo.Tell("lost");
        await onA.Fish<DeadLetter>(d => d.Message is "lost");

        await b.Terminate().WaitAsync(Patience);
        var again = Start("b", port: port);
        StartEcho(again, "echo");
        // A call from the new incarnation opens the gate.
        await Resolve(again, a, "/user");
        await Resolve(a, again, "/user/echo");
    }
}
