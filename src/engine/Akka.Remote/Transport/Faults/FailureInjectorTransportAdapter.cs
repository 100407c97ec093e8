using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>
/// The adapter <c>gremlin</c> of <c>akka.remote.dot-netty.tcp.applied-adapters</c>: it loses frames at random. It is commanded by <see cref="All"/> and
/// <see cref="One"/> through <see cref="RemoteTransport.ManagementCommand(object)"/>. <see cref="One"/> wins over <see cref="All"/>.
/// </summary>
public class FailureInjectorTransportAdapter
{
    public const string FailureInjectorSchemeIdentifier = "gremlin";

    internal FailureInjectorTransportAdapter()
    {
    }

    public interface IGremlinMode
    {
    }

    /// <summary>Sets the mode for every address that has none of its own.</summary>
    public sealed class All
    {
        public All(IGremlinMode mode)
        {
            Mode = mode;
        }

        public IGremlinMode Mode { get; }
    }

    /// <summary>Sets the mode for one address; of the address, host and port count.</summary>
    public sealed class One
    {
        public One(Address remoteAddress, IGremlinMode mode)
        {
            RemoteAddress = remoteAddress;
            Mode = mode;
        }

        public Address RemoteAddress { get; }

        public IGremlinMode Mode { get; }
    }

    /// <summary>Loses nothing.</summary>
    public sealed class PassThru : IGremlinMode
    {
        private PassThru()
        {
        }

        public static PassThru Instance { get; } = new();
    }

    /// <summary>Loses frames with the probabilities (0 to 1) given; attempts to associate fail likewise.</summary>
    public sealed class Drop : IGremlinMode
    {
        public Drop(double outboundDropP, double inboundDropP)
        {
            OutboundDropP = outboundDropP;
            InboundDropP = inboundDropP;
        }

        public double OutboundDropP { get; }

        public double InboundDropP { get; }
    }
}

/// <summary>An association failed because a <see cref="FailureInjectorTransportAdapter.Drop"/> wanted it.</summary>
public sealed class FailureInjectorException : AkkaException
{
    public FailureInjectorException(string msg)
        : base(msg)
    {
        Msg = msg;
    }

    public string Msg { get; }
}
