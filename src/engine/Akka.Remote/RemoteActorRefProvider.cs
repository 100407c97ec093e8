using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>Provides local references as the local provider does, and references to actors of other systems for paths with their addresses.</summary>
internal class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private Address? _address;

    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource("Akka.Remote.Configuration.Remote.conf", typeof(RemoteActorRefProvider).Assembly));
        Settings = settings;
        RemoteSettings = new RemoteSettings(settings.Config);
        _local = new LocalActorRefProvider(systemName, settings, eventStream);
    }

    public RemoteSettings RemoteSettings { get; }

    public Settings Settings { get; }

    public Remoting Remoting { get; private set; } = null!;

    RemoteTransport IRemoteActorRefProvider.Transport => Remoting;

    IActorRef IRemoteActorRefProvider.RemoteWatcher => RemoteWatcher;

    public IInternalActorRef RemoteWatcher { get; private set; } = null!;

    public ActorPath RootPath => _local.RootPath;

    public Address DefaultAddress => _address ?? _local.DefaultAddress;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Information SerializationInformation { get; private set; } = null!;

    public Task TerminationTask => _local.TerminationTask;

    protected ActorSystemImpl System { get; private set; } = null!;

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public virtual void Init(ActorSystemImpl system)
    {
        System = system;
        _local.Init(system);
        Remoting = new Remoting(system, this, RemoteSettings);
        _address = Remoting.LocalAddress;
        SerializationInformation = new Information(_address, system);
        system.SystemActorOf(Props.Create(() => new RemotingTerminator(Remoting)), "remoting-terminator");
        RemoteWatcher = (IInternalActorRef)system.SystemActorOf(CreateRemoteWatcher(system), "remote-watcher");
        Remoting.Start();
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService) =>
        _local.ActorOf(system, props, supervisor, path, systemService);

    public IActorRef ResolveActorRef(string path) =>
        !IgnoreActorRef.IsIgnorePath(path) && ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : _local.ResolveActorRef(path);

    public IActorRef ResolveActorRef(ActorPath actorPath) => IsLocal(actorPath.Address) ? _local.ResolveLocal(actorPath) : Remote(actorPath);

    public IActorRef RootGuardianAt(Address address) => IsLocal(address) ? RootGuardian : Remote(new RootActorPath(address));

    public Address? GetExternalAddressFor(Address address)
    {
        if (IsLocal(address)) return DefaultAddress;
        return address.Host is not null && address.Port is not null && address.Protocol == RemoteSettings.Tcp.Protocol ? DefaultAddress : null;
    }

    public void Quarantine(Address address, int? uid) => Remoting.Quarantine(address, uid);

    public void PublishAddressTerminated(Address address) => System.AddressTerminatedTopic.Publish(new AddressTerminated(address));

    protected virtual Props CreateRemoteWatcher(ActorSystemImpl system) => Akka.Remote.RemoteWatcher.Props(
        CreateWatchFailureDetector(system),
        RemoteSettings.WatchHeartBeatInterval,
        RemoteSettings.WatchUnreachableReaperInterval,
        RemoteSettings.WatchHeartbeatExpectedResponseAfter);

    protected IFailureDetectorRegistry<Address> CreateWatchFailureDetector(ActorSystemImpl system) => new DefaultFailureDetectorRegistry<Address>(() =>
        FailureDetectorLoader.Load(RemoteSettings.WatchFailureDetectorImplementationClass, RemoteSettings.WatchFailureDetectorConfig, system.EventStream));

    private bool IsLocal(Address address) => address.HasLocalScope || address.Equals(_address) || address.Equals(_local.RootPath.Address);

    private RemoteActorRef Remote(ActorPath path) => new(this, Remoting.AssociationWith(path.Address), path);
}
