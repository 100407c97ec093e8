using System.Text;
using Akka.Actor.Internal;

namespace Akka.Actor;

/// <content>The children of the actor.</content>
internal sealed partial class ActorCell
{
    private const string Base64Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private static long _uids = Random.Shared.NextInt64(1, int.MaxValue);

    private ChildrenContainer? _children;
    private long _names = -1;

    private ChildrenContainer Children => _children ?? Interlocked.CompareExchange(ref _children, new ChildrenContainer(), null) ?? _children;

    private bool IsTerminating => _children?.Reason == SuspendReason.Termination;

    private bool IsWaitingForChildren => _children?.Reason is { } reason && (reason.Cause is not null || reason == SuspendReason.Creation);

    public static long NewUid()
    {
        long uid;
        do
        {
            uid = Interlocked.Increment(ref _uids) & int.MaxValue;
        }
        while (uid == 0);
        return uid;
    }

    public static string Base64Name(long number, string prefix)
    {
        var text = new StringBuilder(prefix);
        do
        {
            text.Append(Base64Digits[(int)(number & 63)]);
            number >>= 6;
        }
        while (number != 0);
        return text.ToString();
    }

    public IEnumerable<IActorRef> GetChildren() => _children is null ? [] : _children.Stats.Select(child => (IActorRef)child.Child);

    public IInternalActorRef GetSingleChild(string name) =>
        _children is not null && _children.TryGet(UidOf(name, out var uid), out var child) && (uid == 0 || uid == child.Uid) ? child.Child : ActorRefs.Nobody;

    /// <summary>Creates and starts a child of this actor; for a guardian, by any thread.</summary>
    /// <exception cref="InvalidActorNameException">The name is empty, ill-formed or taken.</exception>
    public IInternalActorRef CreateChild(Props props, string? name, bool systemService)
    {
        if (name is null)
            name = Base64Name(Interlocked.Increment(ref _names), "$");
        else
            CheckName(name);
        if (SystemImpl.Settings.SerializeAllCreators && !systemService && props.Deploy.Scope is not LocalScope)
            MessageVerification.CheckCreator(SystemImpl, props, Self.Path / name);
        Children.Reserve(name, Self);
        IInternalActorRef actor;
        try
        {
            actor = SystemImpl.Provider.ActorOf(SystemImpl, props, Self, new ChildActorPath(Self.Path, name, NewUid()), systemService);
        }
        catch
        {
            Children.Unreserve(name);
            throw;
        }

        Children.Fill(name, new ChildRestartStats(actor));
        actor.Start();
        if (IsTerminating)
            Stop(actor);
        return actor;
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
        }
    }

    private static string UidOf(string name, out long uid)
    {
        uid = 0;
        var hash = name.IndexOf('#');
        if (hash < 0)
            return name;
        return long.TryParse(name.AsSpan(hash + 1), out uid) ? name[..hash] : name;
    }

    private void StopAllChildren()
    {
        if (_children is null)
            return;
        foreach (var child in _children.Stats)
            Stop(child.Child);
    }

    private bool SetChildrenTerminationReason(SuspendReason reason) => _children?.SetReason(reason) == true;

    private void HandleChildTerminated(IActorRef child)
    {
        var reason = Children.Remove(child);
        if (_actor is not null && !_released)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, Children.Stats.Select(other => other.Child));
            }
            catch (Exception e)
            {
                PublishError(e, "HandleChildTerminated failed");
                HandleInvokeFailure(e);
            }
        }

        if (reason is null)
            return;
        if (reason.Cause is { } cause)
            FinishRecreate(cause);
        else if (reason == SuspendReason.Creation)
            FinishCreate();
        else if (reason == SuspendReason.Termination)
            FinishTerminate();
    }
}
