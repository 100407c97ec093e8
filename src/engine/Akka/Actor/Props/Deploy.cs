namespace Akka.Actor;

/// <summary>Where and how an actor runs: dispatcher, mailbox, size of its stash.</summary>
public class Deploy : IEquatable<Deploy>
{
    public const int NoStashSize = -1;

    public static readonly string NoDispatcherGiven = "";
    public static readonly string NoMailboxGiven = "";
    public static readonly Scope NoScopeGiven = NoScope.Instance;
    public static readonly Deploy Local = new(Actor.Scope.Local);
    public static readonly Deploy None = new();

    public Deploy()
        : this("", NoScopeGiven)
    {
    }

    public Deploy(Scope scope)
        : this("", scope)
    {
    }

    public Deploy(string path, Scope scope)
    {
        Path = path;
        Scope = scope ?? NoScopeGiven;
    }

    public string Path { get; }

    public Scope Scope { get; private set; }

    public string Dispatcher { get; private set; } = NoDispatcherGiven;

    public string Mailbox { get; private set; } = NoMailboxGiven;

    public int StashCapacity { get; private set; } = NoStashSize;

    public virtual Deploy WithDispatcher(string dispatcher) => Changed(copy => copy.Dispatcher = dispatcher);

    public virtual Deploy WithMailbox(string mailbox) => Changed(copy => copy.Mailbox = mailbox);

    public virtual Deploy WithScope(Scope scope) => Changed(copy => copy.Scope = scope);

    public virtual Deploy WithStashCapacity(int stashSize) => Changed(copy => copy.StashCapacity = stashSize);

    /// <summary>This deployment, and the other's where this one says nothing.</summary>
    public virtual Deploy WithFallback(Deploy other) => Changed(copy =>
    {
        copy.Scope = Scope.WithFallback(other.Scope);
        if (Dispatcher == NoDispatcherGiven)
            copy.Dispatcher = other.Dispatcher;
        if (Mailbox == NoMailboxGiven)
            copy.Mailbox = other.Mailbox;
        if (StashCapacity == NoStashSize)
            copy.StashCapacity = other.StashCapacity;
    });

    public bool Equals(Deploy? other) =>
        other is not null && Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity && Scope.Equals(other.Scope);

    private Deploy Changed(Action<Deploy> change)
    {
        var copy = (Deploy)MemberwiseClone();
        change(copy);
        return copy;
    }
}
