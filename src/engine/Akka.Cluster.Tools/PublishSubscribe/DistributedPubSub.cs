using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Starts the mediator of a member, at /system/distributedPubSubMediator unless configured otherwise.</summary>
public sealed class DistributedPubSub : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly DistributedPubSubSettings _settings;
    private readonly Cluster _cluster;

    public DistributedPubSub(ExtendedActorSystem system)
    {
        _system = system;
        _settings = DistributedPubSubSettings.Create(system);
        _cluster = Cluster.Get(system);
        DistributedPubSubMessageSerializer.Register(system);
        Mediator = IsTerminated ? system.DeadLetters : StartMediator();
    }

    /// <summary>Whether this member has no mediator: it has not the role, or has left the cluster.</summary>
    public bool IsTerminated => _cluster.IsTerminated || (_settings.Role is { } role && !_cluster.SelfRoles.Contains(role));

    /// <summary>The mediator; dead letters when the member has none.</summary>
    public IActorRef Mediator { get; }

    public static DistributedPubSub Get(ActorSystem system) => system.WithExtension<DistributedPubSub, DistributedPubSubExtensionProvider>();

    /// <summary>The reference configuration of publish-subscribe.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource("Akka.Cluster.Tools.Configuration.PublishSubscribe.conf", typeof(DistributedPubSub).Assembly);

    private IActorRef StartMediator()
    {
        var config = _system.Settings.Config.GetConfig("akka.cluster.pub-sub");
        var props = DistributedPubSubMediator.Props(_settings);
        if (config.GetString("use-dispatcher") is { Length: > 0 } dispatcher) props = props.WithDispatcher(dispatcher);
        return _system.SystemActorOf(props, config.GetString("name"));
    }
}

/// <summary>Makes a system's <see cref="DistributedPubSub"/>.</summary>
public sealed class DistributedPubSubExtensionProvider : ExtensionIdProvider<DistributedPubSub>
{
    public override DistributedPubSub CreateExtension(ExtendedActorSystem system) => new(system);
}
