using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Fard.Actors.DataPlane;
using Fard.Actors.Members;
using Fard.Actors.Messages;

namespace Fard.Actors.Content;

/// <summary>
/// Keeps listings with all that they list on every head: fetches what its own head lacks from the others, holds it in the store, and tells the other heads;
/// a head that joins or is reached again hears of all. So what is kept is there as long as one head is.
/// </summary>
internal sealed class ContentKeeper : ReceiveActor
{
    /// <summary>Its name below <c>/user</c>.</summary>
    public const string Name = "contents";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HeadContents _contents;
    private readonly HashSet<Address> _heads = [];
    private readonly Dictionary<ContentHash, Kept> _kept = [];
    private readonly Dictionary<ContentHash, HashSet<IActorRef>> _askers = [];

    public ContentKeeper(HeadContents contents, DataEndpoint endpoint)
    {
        _contents = contents;
        Receive<GetContentEndpoint>(_ => Sender.Tell(new ContentEndpoint(endpoint)));
        Receive<FindContent>(message => Sender.Tell(new ContentFound(message.Kind, message.Name, contents.Find(message.Kind, message.Name))));
        Receive<KeepContent>(OnKeep);
        Receive<DropContent>(OnDrop);
        Receive<GetShared>(_ => Share(Sender.Path.Address));
        Receive<Arrived>(OnArrived);
        Receive<NotArrived>(OnNotArrived);
        Receive<ContentKept>(_ => { });
        Receive<ContentRefused>(message => _log.Warning("Head {0} does not keep {1}: {2}", Sender.Path.Address, message.Listing, message.Reason));
        Receive<ClusterEvent.MemberUp>(message => OnHead(message.Member));
        Receive<ClusterEvent.ReachableMember>(message => OnHead(message.Member));
        Receive<ClusterEvent.MemberRemoved>(message => _heads.Remove(message.Member.Address));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    public static Props Props(HeadContents contents, DataEndpoint endpoint) => Akka.Actor.Props.Create(() => new ContentKeeper(contents, endpoint));

    protected override void PreStart() => _cluster.Subscribe(
        Self,
        ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.MemberUp),
        typeof(ClusterEvent.ReachableMember),
        typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnKeep(KeepContent message)
    {
        if (_kept.ContainsKey(message.Listing))
        {
            Sender.Tell(new ContentKept(message.Listing));
            return;
        }

        if (_askers.TryGetValue(message.Listing, out var waiting))
        {
            waiting.Add(Sender);
            return;
        }

        _askers.Add(message.Listing, [Sender]);
        var contents = _contents;
        Task.Run(() => contents.KeepAsync(message.Kind, message.Listing))
            .PipeTo(Self, success: hold => new Arrived(message, hold), failure: exception => new NotArrived(message, exception));
    }

    private void OnArrived(Arrived message)
    {
        var keep = message.Keep;
        _kept.Add(keep.Listing, new Kept(keep.Kind, message.Hold));
        _log.Info("The {0} {1} is kept.", keep.Kind, keep.Listing);
        Answer(keep.Listing, new ContentKept(keep.Listing));
        foreach (var head in _heads) Tell(head, keep);
    }

    private void OnNotArrived(NotArrived message)
    {
        _log.Warning("The {0} {1} is not kept: {2}", message.Keep.Kind, message.Keep.Listing, message.Failure.Message);
        Answer(message.Keep.Listing, new ContentRefused(message.Keep.Listing, message.Failure.Message));
    }

    private void Answer(ContentHash listing, IFardMessage answer)
    {
        if (!_askers.Remove(listing, out var askers)) return;
        foreach (var asker in askers) asker.Tell(answer);
    }

    private void OnDrop(DropContent message)
    {
        if (!_kept.Remove(message.Listing, out var kept)) return;
        kept.Hold.Dispose();
        _contents.Dropped(kept.Kind, message.Listing);
        foreach (var head in _heads) Tell(head, message);
    }

    private void OnHead(Member member)
    {
        if (!member.HasRole(FardRoles.Head) || member.Address.Equals(_cluster.SelfAddress)) return;
        _heads.Add(member.Address);
        Share(member.Address);
        Tell(member.Address, new GetShared());
    }

    private void Share(Address head)
    {
        foreach (var (listing, kept) in _kept) Tell(head, new KeepContent(kept.Kind, listing));
    }

    private static void Tell(Address head, IFardMessage message) => Context.ActorSelection(ContentHead.PathOf(head)).Tell(message);

    private sealed record Kept(string Kind, IDisposable Hold);

    private sealed record Arrived(KeepContent Keep, IDisposable Hold) : INoSerializationVerificationNeeded;

    private sealed record NotArrived(KeepContent Keep, Exception Failure) : INoSerializationVerificationNeeded;
}
