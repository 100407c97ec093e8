using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Delivery;
using Akka.Remote.Stalls;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tls;

namespace Akka.Remote;

/// <summary>
/// The transport of one actor system: it listens on TCP, and keeps one association per remote address. Each system opens a connection of its own to
/// send, so a pair of systems has up to two.
/// <code>
/// Tell -> RemoteActorRef -> Association (queue) -> flush -> OutboundConnection ==TCP==> InboundConnection -> MessageDecoder -> mailbox
///                                                                  &lt;== acknowledgements of system messages ==
/// </code>
/// </summary>
internal sealed class Remoting : RemoteTransport
{
    private static readonly TimeSpan PauseAfterFailedAccept = TimeSpan.FromMilliseconds(100);

    private readonly ActorSystemImpl _system;
    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly ConcurrentDictionary<InboundConnection, byte> _inbound = new();
    private readonly Socket _listener;
    private volatile bool _stopping;

    /// <summary>Binds the listening socket, so that the address is known; nothing is accepted before <see cref="Start"/>.</summary>
    /// <exception cref="RemoteTransportException">The address cannot be listened on.</exception>
    public Remoting(ActorSystemImpl system, RemoteActorRefProvider provider, RemoteSettings settings, TimeProvider? time = null)
    {
        _system = system;
        Provider = provider;
        Settings = settings;
        Time = time ?? TimeProvider.System;
        Log = Logging.GetLogger(system, typeof(Remoting));
        Uid = AddressUidExtension.Uid(system);
        Payloads = new PayloadCodec(system);
        Tls = TlsSettings.Create(system.Settings.Config.GetConfig("akka.remote.dot-netty.tcp"), system);
        Faults = TransportFaults.Create(this, settings.Tcp.AppliedAdapters);
        _listener = Bind(settings.Tcp);
        var port = settings.Tcp.PublicPort != 0 ? settings.Tcp.PublicPort : ((IPEndPoint)_listener.LocalEndPoint!).Port;
        LocalAddress = new Address(settings.Tcp.Protocol, system.Name, settings.Tcp.PublicHostname, port);
    }

    public Address LocalAddress { get; }

    public override Address DefaultAddress => LocalAddress;

    public override ISet<Address> Addresses => new HashSet<Address> { LocalAddress };

    public int Uid { get; }

    public RemoteActorRefProvider Provider { get; }

    public RemoteSettings Settings { get; }

    public TimeProvider Time { get; }

    public ILoggingAdapter Log { get; }

    public PayloadCodec Payloads { get; }

    /// <summary>Null when connections are plain.</summary>
    public TlsSettings? Tls { get; }

    /// <summary>Faults that specs ask for; null when no adapter is applied.</summary>
    public TransportFaults? Faults { get; }

    /// <summary>How many messages may wait for one association; what comes beyond goes to dead letters.</summary>
    public int QueueLimit { get; set; } = 1_000_000;

    /// <summary>A system has said that it lives although its thread pool is stalled. Raised on threads that receive.</summary>
    public event Action<Address>? Pulsed;

    /// <summary>Time since some fixed moment; it never goes back.</summary>
    public TimeSpan Now => Time.GetElapsedTime(0);

    public void Start()
    {
        _listener.Listen(Settings.Tcp.Backlog);
        _ = AcceptAsync();
        PoolWatch.Shared.Add(Pulse);
        Publish(new RemotingListenEvent([LocalAddress]));
        if (Settings.LogLifecycleEvents) Log.Info("Remoting now listens on addresses: [{0}]", LocalAddress);
    }

    public Association AssociationWith(Address address) =>
        _associations.GetOrAdd(address, static (a, remoting) => new Association(remoting, a), this);

    public override Task<bool> ManagementCommand(object cmd)
    {
        Faults?.Command(cmd);
        return Task.FromResult(true);
    }

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => ManagementCommand(cmd);

    public override void Quarantine(Address address, int? uid) => Quarantine(address, uid, "it was asked for");

    /// <summary>Ends the connections with the system at that host and port.</summary>
    public void Disassociate(Address address, DisassociateInfo reason)
    {
        foreach (var association in _associations.Values)
        {
            if (association.RemoteAddress.Host == address.Host && association.RemoteAddress.Port == address.Port) association.Disassociate(reason);
        }
    }

    public void Quarantine(Address address, int? uid, string reason) => AssociationWith(address).Quarantine(uid, reason);

    /// <summary>Flushes what is under way, says goodbye to everybody and closes every socket.</summary>
    public async Task ShutdownAsync()
    {
        _stopping = true;
        PoolWatch.Shared.Remove(Pulse);
        _listener.Dispose();
        using var timeout = new CancellationTokenSource(Settings.FlushWait, Time);
        try
        {
            await Task.WhenAll(_associations.Values.Select(a => a.StopAsync())).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.Warning("Shutdown has waited {0} for messages under way; what is left is lost", Settings.FlushWait);
        }
        foreach (var association in _associations.Values) association.Abort();
        foreach (var inbound in _inbound.Keys) inbound.Abort();
        Publish(new RemotingShutdownEvent());
    }

    /// <summary>
    /// A message that will not be sent. A system message is no dead letter: dead letters answer a watch with the actor's end, of which a lost
    /// connection is no proof; failure detection tells the watchers.
    /// </summary>
    public void DeadLetter(object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (message is ISystemMessage) Log.Debug("System message [{0}] for [{1}] is dropped", message, recipient);
        else _system.DeadLetters.Tell(new DeadLetter(message, sender ?? _system.DeadLetters, recipient), sender);
    }

    public void Publish(RemotingLifecycleEvent @event)
    {
        _system.EventStream.Publish(@event);
        if (!Settings.LogLifecycleEvents || _stopping) return;
        if (@event is AssociationErrorEvent error) Log.Warning("{0}", error);
        else if (@event is AssociationEvent) Log.Debug("{0}", @event);
    }

    /// <summary>Another system has refused us for good.</summary>
    public void QuarantinedBy(Address remote)
    {
        var quarantined = new ThisActorSystemQuarantinedEvent(LocalAddress, remote);
        Log.Warning("{0}", quarantined);
        Publish(quarantined);
    }

    public void Later(TimeSpan delay, Action action)
    {
        if (_stopping) return;
        try
        {
            _system.Scheduler.Advanced.ScheduleOnce(delay, action);
        }
        catch (SchedulerException)
        {
            // The scheduler has stopped with its system: nobody waits for the message any more.
        }
    }

    /// <summary>Says to every system in touch that this one lives. It blocks on nothing and needs no thread of the pool.</summary>
    public void Pulse()
    {
        foreach (var (_, association) in _associations) association.TryPulse();
    }

    public void PulseFrom(Address address) => Pulsed?.Invoke(address);

    public void Ended(InboundConnection connection) => _inbound.TryRemove(connection, out _);

    private static Socket Bind(TcpSettings settings)
    {
        var address = settings.Hostname.Length == 0 ? IPAddress.Any
            : IPAddress.TryParse(settings.Hostname, out var literal) ? literal
            : Dns.GetHostAddresses(settings.Hostname) is { Length: > 0 } found
                ? Array.Find(found, a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0]
                : throw new RemoteTransportException($"The name [{settings.Hostname}] in akka.remote.dot-netty.tcp.hostname has no address.");
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, settings.Port));
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new RemoteTransportException($"Cannot listen on {address}:{settings.Port} (akka.remote.dot-netty.tcp.hostname and port): {e.Message}", e);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping)
        {
            try
            {
                var socket = await _listener.AcceptAsync().ConfigureAwait(false);
                var connection = new InboundConnection(this, socket);
                _inbound[connection] = 0;
                _ = connection.RunAsync();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                if (_stopping) return;
                Log.Warning("A connection could not be accepted: {0}", e.Message);
                // Out of handles, most likely: asking again at once would not help.
                await Task.Delay(PauseAfterFailedAccept, Time).ConfigureAwait(false);
            }
        }
    }
}
