using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <content>Starting regions and proxies.</content>
public partial class ClusterSharding
{
    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartRegion(typeName, _ => entityProps, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), DefaultShardAllocationStrategy(settings), PoisonPill.Instance).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, _ => entityProps, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartRegion(typeName, _ => entityProps, settings, messageExtractor, DefaultShardAllocationStrategy(settings), PoisonPill.Instance).GetAwaiter().GetResult();

    /// <summary>Starts the region of a type on this member, or its proxy when this member has not the role of the settings. The region that runs already is answered where there is one.</summary>
    /// <param name="handOffStopMessage">Asks an entity to stop when its shard moves or it has been idle.</param>
    /// <exception cref="NotSupportedException">The settings ask for remembered entities or a custom state store.</exception>
    public IActorRef Start(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, _ => entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartRegion(typeName, entityPropsFactory, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), DefaultShardAllocationStrategy(settings), PoisonPill.Instance).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, entityPropsFactory, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartRegion(typeName, entityPropsFactory, settings, messageExtractor, DefaultShardAllocationStrategy(settings), PoisonPill.Instance).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, entityPropsFactory, settings, messageExtractor, allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartRegion(typeName, _ => entityProps, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), DefaultShardAllocationStrategy(settings), PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, _ => entityProps, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), allocationStrategy, handOffStopMessage);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartRegion(typeName, _ => entityProps, settings, messageExtractor, DefaultShardAllocationStrategy(settings), PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, _ => entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartRegion(typeName, entityPropsFactory, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), DefaultShardAllocationStrategy(settings), PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, ExtractEntityId extractEntityId, ExtractShardId extractShardId, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, entityPropsFactory, settings, new DelegateMessageExtractor(extractEntityId, extractShardId), allocationStrategy, handOffStopMessage);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartRegion(typeName, entityPropsFactory, settings, messageExtractor, DefaultShardAllocationStrategy(settings), PoisonPill.Instance);

    /// <inheritdoc cref="Start(string, Props, ClusterShardingSettings, IMessageExtractor, IShardAllocationStrategy, object)"/>
    public Task<IActorRef> StartAsync(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor, IShardAllocationStrategy allocationStrategy, object handOffStopMessage) =>
        StartRegion(typeName, entityPropsFactory, settings, messageExtractor, allocationStrategy, handOffStopMessage);

    /// <summary>Starts a proxy here: it sends to the entities of a type and hosts none.</summary>
    /// <param name="role">Role of the members that host the entities; null: any member.</param>
    public IActorRef StartProxy(string typeName, string? role, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartProxyFor(typeName, Settings.WithRole(role), new DelegateMessageExtractor(extractEntityId, extractShardId)).GetAwaiter().GetResult();

    /// <summary>Starts a proxy here: it sends to the entities of a type and hosts none.</summary>
    /// <param name="role">Role of the members that host the entities; null: any member.</param>
    public IActorRef StartProxy(string typeName, string? role, IMessageExtractor messageExtractor) =>
        StartProxyFor(typeName, Settings.WithRole(role), messageExtractor).GetAwaiter().GetResult();

    /// <summary>Starts a proxy here: it sends to the entities of a type and hosts none.</summary>
    /// <param name="role">Role of the members that host the entities; null: any member.</param>
    public Task<IActorRef> StartProxyAsync(string typeName, string? role, ExtractEntityId extractEntityId, ExtractShardId extractShardId) =>
        StartProxyFor(typeName, Settings.WithRole(role), new DelegateMessageExtractor(extractEntityId, extractShardId));

    /// <summary>Starts a proxy here: it sends to the entities of a type and hosts none.</summary>
    /// <param name="role">Role of the members that host the entities; null: any member.</param>
    public Task<IActorRef> StartProxyAsync(string typeName, string? role, IMessageExtractor messageExtractor) =>
        StartProxyFor(typeName, Settings.WithRole(role), messageExtractor);
}
