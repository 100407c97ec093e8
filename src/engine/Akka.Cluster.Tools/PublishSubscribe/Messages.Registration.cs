using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Makes a local actor reachable by <see cref="Send"/> and <see cref="SendToAll"/> from every member, by its path without address.</summary>
public sealed class Put : IEquatable<Put>
{
    public Put(IActorRef @ref) => Ref = @ref;

    public IActorRef Ref { get; }

    public bool Equals(Put? other) => other is not null && Equals(Ref, other.Ref);

    public override bool Equals(object? obj) => Equals(obj as Put);

    public override int GetHashCode() => Ref?.GetHashCode() ?? 0;

    public override string ToString() => $"Put<ref:{Ref}>";
}

/// <summary>Takes back a <see cref="Put"/>; a terminated actor is taken back by itself.</summary>
public sealed class Remove : IEquatable<Remove>
{
    public Remove(string path) => Path = path;

    /// <summary>The path without address, such as /user/service.</summary>
    public string Path { get; }

    public bool Equals(Remove? other) => other is not null && Path == other.Path;

    public override bool Equals(object? obj) => Equals(obj as Remove);

    public override int GetHashCode() => Path?.GetHashCode() ?? 0;

    public override string ToString() => $"Remove<path:{Path}>";
}

/// <summary>Registers an actor for a topic. With a group it gets only messages published to one subscriber of each group; without, only the others.</summary>
public sealed class Subscribe : IEquatable<Subscribe>
{
    /// <exception cref="ArgumentException">The topic is empty.</exception>
    public Subscribe(string topic, IActorRef @ref, string? group = null)
    {
        if (string.IsNullOrEmpty(topic)) throw new ArgumentException("topic must be defined", nameof(topic));
        Topic = topic;
        Ref = @ref;
        Group = group!;
    }

    public string Topic { get; }

    /// <summary>Null: no group.</summary>
    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Subscribe? other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object? obj) => Equals(obj as Subscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Subscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

/// <summary>Takes back a <see cref="Subscribe"/> with the same topic and group; a terminated actor is taken back by itself.</summary>
public sealed class Unsubscribe : IEquatable<Unsubscribe>
{
    /// <exception cref="ArgumentException">The topic is empty.</exception>
    public Unsubscribe(string topic, IActorRef @ref, string? group = null)
    {
        if (string.IsNullOrEmpty(topic)) throw new ArgumentException("topic must be defined", nameof(topic));
        Topic = topic;
        Ref = @ref;
        Group = group!;
    }

    public string Topic { get; }

    /// <summary>Null: no group.</summary>
    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Unsubscribe? other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object? obj) => Equals(obj as Unsubscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Unsubscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

/// <summary>Tells the sender of a <see cref="PublishSubscribe.Subscribe"/> that the local registry has it; other members learn it by gossip.</summary>
public sealed class SubscribeAck : IEquatable<SubscribeAck>, IDeadLetterSuppression
{
    public SubscribeAck(Subscribe subscribe) => Subscribe = subscribe;

    public Subscribe Subscribe { get; }

    public bool Equals(SubscribeAck? other) => other is not null && Equals(Subscribe, other.Subscribe);

    public override bool Equals(object? obj) => Equals(obj as SubscribeAck);

    public override int GetHashCode() => Subscribe?.GetHashCode() ?? 0;

    public override string ToString() => $"SubscribeAck<{Subscribe}>";
}

/// <summary>Tells the sender of an <see cref="PublishSubscribe.Unsubscribe"/> that it is done.</summary>
public sealed class UnsubscribeAck : IEquatable<UnsubscribeAck>
{
    public UnsubscribeAck(Unsubscribe unsubscribe) => Unsubscribe = unsubscribe;

    public Unsubscribe Unsubscribe { get; }

    public bool Equals(UnsubscribeAck? other) => other is not null && Equals(Unsubscribe, other.Unsubscribe);

    public override bool Equals(object? obj) => Equals(obj as UnsubscribeAck);

    public override int GetHashCode() => Unsubscribe?.GetHashCode() ?? 0;

    public override string ToString() => $"UnsubscribeAck<{Unsubscribe}>";
}

/// <summary>Asks the mediator for the topics that it knows; answered with <see cref="CurrentTopics"/>.</summary>
public sealed class GetTopics
{
    private GetTopics()
    {
    }

    public static GetTopics Instance { get; } = new();
}

/// <summary>The topics that have subscribers somewhere, as far as the mediator knows.</summary>
public sealed class CurrentTopics : IEquatable<CurrentTopics>
{
    public CurrentTopics(IImmutableSet<string> topics) => Topics = topics ?? ImmutableHashSet<string>.Empty;

    public IImmutableSet<string> Topics { get; }

    public bool Equals(CurrentTopics? other) => other is not null && Topics.SetEquals(other.Topics);

    public override bool Equals(object? obj) => Equals(obj as CurrentTopics);

    public override int GetHashCode() => Topics.Aggregate(0, (hash, topic) => hash ^ topic.GetHashCode(StringComparison.Ordinal));

    public override string ToString() => $"CurrentTopics<{string.Join(',', Topics)}>";
}
