using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests;

/// <summary>Says where it is, and stops when it is told.</summary>
internal sealed class Entity : UntypedActor
{
    public const string Where = "where";
    public const string Sleep = "sleep";
    public const string Goodbye = "goodbye";
    public const string IgnoreGoodbye = "ignore goodbye";

    private readonly string _id;
    private readonly Ledger _ledger;
    private readonly Address _address = Cluster.Get(Context.System).SelfAddress;
    private bool _stubborn;

    public Entity(string id, Ledger ledger)
    {
        _id = id;
        _ledger = ledger;
    }

    protected override void PreStart() => _ledger.Start(_id, _address);

    protected override void PostStop() => _ledger.End(_id);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Where:
                Sender.Tell(_address.ToString());
                break;
            case Sleep:
                Context.Parent.Tell(new Passivate(Goodbye));
                break;
            case IgnoreGoodbye:
                _stubborn = true;
                Sender.Tell(message);
                break;
            case Goodbye when _stubborn:
                break;
            case Goodbye:
                _ledger.Goodbye(_id);
                Context.Stop(Self);
                break;
            case string text:
                _ledger.Receive(_id, text);
                Sender.Tell(text);
                break;
        }
    }
}
