using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>Chooses the mailbox type of an actor: the one its Props name, else the one its kind requires, else the dispatcher's, else the default.
/// A mailbox id is the configuration path of its section.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Type?> _required = new();
    private readonly Dictionary<Type, string> _bindings = [];

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterQueue = new DeadLetterMessageQueue(system);
        var config = system.Settings.Config.GetConfig("akka.actor.mailbox.requirements");
        foreach (var (key, value) in config.AsEnumerable())
        {
            var name = key.Trim('"');
            var type = Activation.Find(name) ?? throw new ConfigurationException($"Mailbox requirement mapping [{name}] in akka.actor.mailbox.requirements is no type that can be found");
            _bindings[type] = value.GetString()!;
        }
    }

    /// <summary>Hands what it is given to dead letters.</summary>
    internal IMessageQueue DeadLetterQueue { get; }

    /// <summary>The kind of queue that an actor type asks for by <see cref="IRequiresMessageQueue{T}"/>; null if it asks for none.</summary>
    public Type GetRequiredType(Type actorType) => Required(actorType)!;

    public bool HasRequiredType(Type actorType) => Required(actorType) is not null;

    public bool ProducesMessageQueue(Type mailboxType) => Produced(mailboxType) is not null;

    /// <exception cref="ConfigurationException">The configuration has no mailbox of that id.</exception>
    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Configure);

    /// <exception cref="ConfigurationException">No mailbox is bound to that kind of queue.</exception>
    public MailboxType LookupByQueueType(Type queueType) => _bindings.TryGetValue(queueType, out var id)
        ? Lookup(id)
        : throw new ConfigurationException($"Mailbox mapping for [{queueType}] not configured in akka.actor.mailbox.requirements");

    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var required = Required(props.Type);
        if (props.Deploy.Mailbox != Deploy.NoMailboxGiven)
            return Checked(Lookup(props.Deploy.Mailbox), required, props);
        if (required is not null)
            return LookupByQueueType(required);
        if (dispatcherConfig is not null && dispatcherConfig.GetString("mailbox-type", "") is { Length: > 0 } && dispatcherConfig.GetString("id", "") is { Length: > 0 } id)
            return Lookup(id);
        return Lookup(DefaultMailboxId);
    }

    private static MailboxType Checked(MailboxType mailbox, Type? required, Props props)
    {
        if (required is null || Produced(mailbox.GetType()) is not { } produced || required.IsAssignableFrom(produced))
            return mailbox;
        throw new ArgumentException($"Mailbox {props.Deploy.Mailbox} makes {produced.Name}, but actor {props.Type} requires {required.Name}");
    }

    private static Type? Produced(Type mailboxType) => mailboxType.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))?.GetGenericArguments()[0];

    private Type? Required(Type actorType) => _required.GetOrAdd(actorType, static type => type.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))?.GetGenericArguments()[0]);

    private MailboxType Configure(string id)
    {
        if (id == "unbounded")
            return new UnboundedMailbox();
        if (!_system.Settings.Config.HasPath(id))
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var config = _system.Settings.Config.GetConfig(id).SafeWithFallback(_system.Settings.Config.GetConfig(DefaultMailboxId));
        return Activation.Create<MailboxType>(config.GetString("mailbox-type")!, $"{id}.mailbox-type", _system.Settings, config);
    }

    private sealed class DeadLetterMessageQueue(ActorSystem system) : IMessageQueue
    {
        public bool HasMessages => false;

        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is DeadLetter)
                return;
            system.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender ?? system.DeadLetters, receiver), envelope.Sender ?? system.DeadLetters);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
        }
    }
}
