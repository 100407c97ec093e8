using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using static Akka.Remote.Transport.FailureInjectorTransportAdapter;

namespace Akka.Remote.Transport;

/// <summary>
/// The fault injection that <c>applied-adapters</c> asks for, commanded by <see cref="RemoteTransport.ManagementCommand(object)"/>. A transport without
/// adapters has none of it.
/// </summary>
internal sealed class TransportFaults
{
    private readonly ConcurrentDictionary<(string? Host, int? Port), PeerFaults> _peers = new();
    private readonly Remoting _remoting;
    private readonly bool _throttler;
    private readonly bool _injector;

    private TransportFaults(Remoting remoting, IReadOnlyList<string> adapters)
    {
        _remoting = remoting;
        _throttler = adapters.Contains(ThrottleTransportAdapter.Scheme);
        _injector = adapters.Contains(FailureInjectorSchemeIdentifier);
        if (_injector) remoting.Log.Warning("FailureInjectorTransport is active on this system. Gremlins might munch your packets.");
    }

    /// <summary>The gremlin's mode for systems that have none of their own.</summary>
    public IGremlinMode Gremlin { get; private set; } = PassThru.Instance;

    /// <summary>Null when no adapter is applied.</summary>
    /// <exception cref="ConfigurationException">There is no such adapter.</exception>
    public static TransportFaults? Create(Remoting remoting, IReadOnlyList<string> adapters)
    {
        foreach (var name in adapters)
        {
            if (name is not (ThrottleTransportAdapter.Scheme or FailureInjectorSchemeIdentifier))
                throw new ConfigurationException($"akka.remote.dot-netty.tcp.applied-adapters: there is no adapter [{name}]; there are trttl and gremlin.");
        }
        return adapters.Count == 0 ? null : new TransportFaults(remoting, adapters);
    }

    public PeerFaults With(Address address) => _peers.GetOrAdd((address.Host, address.Port), _ => new PeerFaults(this, _remoting.Time));

    public void Command(object command)
    {
        switch (command)
        {
            case SetThrottle throttle when _throttler:
                With(throttle.Address).Throttle(throttle.Direction, throttle.Mode);
                break;
            case ForceDisassociate disassociate when _throttler:
                _remoting.Disassociate(disassociate.Address, DisassociateInfo.Unknown);
                break;
            case ForceDisassociateExplicitly disassociate when _throttler:
                _remoting.Disassociate(disassociate.Address, disassociate.Reason);
                break;
            case One one when _injector:
                With(one.RemoteAddress).Gremlin = one.Mode;
                break;
            case All all when _injector:
                Gremlin = all.Mode;
                break;
        }
    }
}
