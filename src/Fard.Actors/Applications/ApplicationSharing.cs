using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.Members;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;
using Fard.Actors.Tasks.Keyed;

namespace Fard.Actors.Applications;

/// <summary>
/// Keeps the deployed applications, and the instances of those that were sent, on every head, so that the next node manager knows them: tells the other heads of a new one, and a head that joins or
/// is reached again of all.
/// </summary>
internal sealed class ApplicationSharing : ReceiveActor
{
    /// <summary>Its name below <c>/user</c>.</summary>
    public const string Name = "applications";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ApplicationCatalog _catalog;
    private readonly ApplicationRecords _records;
    private readonly HashSet<Address> _heads = [];

    public ApplicationSharing(ApplicationCatalog catalog, ApplicationRecords records)
    {
        _catalog = catalog;
        _records = records;
        Receive<PublishRecord>(message =>
        {
            foreach (var head in _heads) Tell(head, new ShareRecord(message.Record));
            DropStates(message.Record);
        });
        Receive<ShareRecord>(message =>
        {
            _records.Add(message.Record);
            DropStates(message.Record);
        });
        Receive<Publish>(message =>
        {
            foreach (var head in _heads) Tell(head, new ShareApplication(message.Application));
        });
        Receive<GetShared>(_ => Share(Sender.Path.Address));
        Receive<ShareApplication>(message => _catalog.Add(message.Application));
        Receive<ClusterEvent.MemberUp>(message => OnHead(message.Member));
        Receive<ClusterEvent.ReachableMember>(message => OnHead(message.Member));
        Receive<ClusterEvent.MemberRemoved>(message => _heads.Remove(message.Member.Address));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    public static Props Props(ApplicationCatalog catalog, ApplicationRecords records) => Akka.Actor.Props.Create(() => new ApplicationSharing(catalog, records));

    protected override void PreStart() => _cluster.Subscribe(
        Self,
        ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.MemberUp),
        typeof(ClusterEvent.ReachableMember),
        typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnHead(Member member)
    {
        if (!member.HasRole(FardRoles.Head) || member.Address.Equals(_cluster.SelfAddress)) return;
        _heads.Add(member.Address);
        Share(member.Address);
        Select(member.Address).Tell(new GetShared());
    }

    private void Share(Address head)
    {
        foreach (var application in _catalog.Deployed) Tell(head, new ShareApplication(application));
        foreach (var record in _records.All) Tell(head, new ShareRecord(record));
    }

    private static void DropStates(ApplicationRecord record)
    {
        if (record.Killed) Context.ActorSelection($"/user/{KeyedStates.Name}").Tell(new DropStates(record.Id));
    }

    private static void Tell(Address head, IFardMessage message) => Select(head).Tell(message);

    private static ActorSelection Select(Address head) => Context.ActorSelection(new RootActorPath(head) / "user" / Name);

    /// <summary>Node manager to the sharing of its head: an instance has been sent, changed or killed.</summary>
    internal sealed record PublishRecord(ApplicationRecord Record) : INoSerializationVerificationNeeded;

    /// <summary>Node manager to the sharing of its head: the application has been deployed.</summary>
    internal sealed record Publish(ApplicationDescription Application) : INoSerializationVerificationNeeded;
}
