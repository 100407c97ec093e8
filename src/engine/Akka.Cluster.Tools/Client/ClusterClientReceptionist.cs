using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Starts the receptionist of a member, at /system/receptionist unless configured otherwise, and says which actors cluster clients may reach.</summary>
public sealed class ClusterClientReceptionist : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Cluster _cluster;
    private readonly ClusterReceptionistSettings _settings;

    public ClusterClientReceptionist(ExtendedActorSystem system)
    {
        _system = system;
        _cluster = Cluster.Get(system);
        _settings = ClusterReceptionistSettings.Create(system);
        Underlying = IsTerminated ? system.DeadLetters : StartReceptionist();
    }

    /// <summary>Whether this member has no receptionist: it has not the role, or has left the cluster.</summary>
    public bool IsTerminated => _cluster.IsTerminated || (_settings.Role is { } role && !_cluster.SelfRoles.Contains(role));

    /// <summary>The receptionist; dead letters when the member has none.</summary>
    public IActorRef Underlying { get; }

    private IActorRef Mediator => DistributedPubSub.Get(_system).Mediator;

    public static ClusterClientReceptionist Get(ActorSystem system) =>
        system.WithExtension<ClusterClientReceptionist, ClusterClientReceptionistExtensionProvider>();

    /// <summary>The reference configuration of cluster clients and receptionists.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource("Akka.Cluster.Tools.Configuration.Client.conf", typeof(ClusterClientReceptionist).Assembly);

    /// <summary>Lets clients send to an actor by its path.</summary>
    public void RegisterService(IActorRef actorRef) => Mediator.Tell(new Put(actorRef), ActorRefs.NoSender);

    public void UnregisterService(IActorRef actorRef) => Mediator.Tell(new Remove(actorRef.Path.ToStringWithoutAddress()), ActorRefs.NoSender);

    /// <summary>Lets clients reach an actor by publishing to a topic.</summary>
    public void RegisterSubscriber(string topic, IActorRef actorRef) => Mediator.Tell(new Subscribe(topic, actorRef), ActorRefs.NoSender);

    public void UnregisterSubscriber(string topic, IActorRef actorRef) => Mediator.Tell(new Unsubscribe(topic, actorRef), ActorRefs.NoSender);

    private IActorRef StartReceptionist()
    {
        var config = _system.Settings.Config.GetConfig("akka.cluster.client.receptionist");
        var props = ClusterReceptionist.Props(Mediator, _settings);
        if (config.GetString("use-dispatcher") is { Length: > 0 } dispatcher) props = props.WithDispatcher(dispatcher);
        return _system.SystemActorOf(props, config.GetString("name"));
    }
}

/// <summary>Makes a system's <see cref="ClusterClientReceptionist"/>.</summary>
public sealed class ClusterClientReceptionistExtensionProvider : ExtensionIdProvider<ClusterClientReceptionist>
{
    public override ClusterClientReceptionist CreateExtension(ExtendedActorSystem system) => new(system);
}
