using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>A message that mediators take from other systems.</summary>
public interface IDistributedPubSubMessage
{
}

/// <summary>To one actor that was <see cref="Put"/> with that path, chosen by the routing logic.</summary>
public sealed class Send : IDistributedPubSubMessage, IWrappedMessage, IEquatable<Send>
{
    /// <param name="path">The path without address, such as /user/service.</param>
    /// <param name="localAffinity">Prefers an actor of the mediator's own member.</param>
    public Send(string path, object message, bool localAffinity = false)
    {
        Path = path;
        Message = message;
        LocalAffinity = localAffinity;
    }

    public string Path { get; }

    public object Message { get; }

    public bool LocalAffinity { get; }

    public bool Equals(Send? other) => other is not null && Path == other.Path && LocalAffinity == other.LocalAffinity && Equals(Message, other.Message);

    public override bool Equals(object? obj) => Equals(obj as Send);

    public override int GetHashCode() => HashCode.Combine(Path, Message, LocalAffinity);

    public override string ToString() => $"Send<path: {Path}, localAffinity: {LocalAffinity}, message: {Message}>";
}

/// <summary>To every actor that was <see cref="Put"/> with that path.</summary>
public sealed class SendToAll : IDistributedPubSubMessage, IWrappedMessage, IEquatable<SendToAll>
{
    /// <param name="path">The path without address, such as /user/service.</param>
    /// <param name="excludeSelf">Leaves out the mediator's own member.</param>
    public SendToAll(string path, object message, bool excludeSelf = false)
    {
        Path = path;
        Message = message;
        ExcludeSelf = excludeSelf;
    }

    public string Path { get; }

    public object Message { get; }

    public bool ExcludeSelf { get; }

    public bool Equals(SendToAll? other) => other is not null && Path == other.Path && ExcludeSelf == other.ExcludeSelf && Equals(Message, other.Message);

    public override bool Equals(object? obj) => Equals(obj as SendToAll);

    public override int GetHashCode() => HashCode.Combine(Path, Message, ExcludeSelf);

    public override string ToString() => $"SendToAll<path:{Path}, excludeSelf:{ExcludeSelf}, message:{Message}>";
}

/// <summary>To the subscribers of a topic.</summary>
public sealed class Publish : IDistributedPubSubMessage, IWrappedMessage, IEquatable<Publish>
{
    /// <param name="sendOneMessageToEachGroup">To one subscriber of every group, instead of all that have none.</param>
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false)
    {
        Topic = topic;
        Message = message;
        SendOneMessageToEachGroup = sendOneMessageToEachGroup;
    }

    public string Topic { get; }

    public object Message { get; }

    public bool SendOneMessageToEachGroup { get; }

    public bool Equals(Publish? other) =>
        other is not null && Topic == other.Topic && SendOneMessageToEachGroup == other.SendOneMessageToEachGroup && Equals(Message, other.Message);

    public override bool Equals(object? obj) => Equals(obj as Publish);

    public override int GetHashCode() => HashCode.Combine(Topic, Message, SendOneMessageToEachGroup);

    public override string ToString() => $"Publish<topic:{Topic}, sendOneToEachGroup:{SendOneMessageToEachGroup}, message:{Message}>";
}
