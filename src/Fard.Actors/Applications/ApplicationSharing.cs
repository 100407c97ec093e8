using Akka.Actor;
using Akka.Cluster;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Applications;

/// <summary>
/// Keeps the deployed applications on every head, so that the next node manager knows them: tells the other heads of a new one, and a head that joins or
/// is reached again of all.
/// </summary>
internal sealed class ApplicationSharing : ReceiveActor
{
    /// <summary>Its name below <c>/user</c>.</summary>
    public const string Name = "applications";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ApplicationCatalog _catalog;
    private readonly HashSet<Address> _heads = [];

    public ApplicationSharing(ApplicationCatalog catalog)
    {
        _catalog = catalog;
        Receive<Publish>(message =>
        {
            foreach (var head in _heads) Tell(head, message.Application);
        });
        Receive<GetShared>(_ => Share(Sender.Path.Address));
        Receive<ShareApplication>(message => _catalog.Add(message.Application));
        Receive<ClusterEvent.MemberUp>(message => OnHead(message.Member));
        Receive<ClusterEvent.ReachableMember>(message => OnHead(message.Member));
        Receive<ClusterEvent.MemberRemoved>(message => _heads.Remove(message.Member.Address));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    public static Props Props(ApplicationCatalog catalog) => Akka.Actor.Props.Create(() => new ApplicationSharing(catalog));

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
        foreach (var application in _catalog.Deployed) Tell(head, application);
    }

    private static void Tell(Address head, ApplicationDescription application) => Select(head).Tell(new ShareApplication(application));

    private static ActorSelection Select(Address head) => Context.ActorSelection(new RootActorPath(head) / "user" / Name);

    /// <summary>Node manager to the sharing of its head: the application has been deployed.</summary>
    internal sealed record Publish(ApplicationDescription Application) : INoSerializationVerificationNeeded;
}
