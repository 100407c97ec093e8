using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>The recipe for an actor: how to make an instance, and how it is deployed and supervised. Immutable; each WithX returns a changed copy.</summary>
public class Props : IEquatable<Props>
{
    public static readonly Props None = Create<EmptyActor>();

    private readonly IIndirectActorProducer? _producer;

    protected Props()
    {
        Deploy = Deploy.Local;
        Type = typeof(EmptyActor);
        Arguments = [];
    }

    protected Props(Props copy)
    {
        _producer = copy._producer;
        Deploy = copy.Deploy;
        Type = copy.Type;
        Arguments = copy.Arguments;
        SupervisorStrategy = copy.SupervisorStrategy;
    }

    public Props(Type type)
        : this(Deploy.None, type)
    {
    }

    public Props(Type type, object[] args)
        : this(Deploy.None, type, args)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(Deploy.None, type, [.. args]) => SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(Deploy.None, type, args) => SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, type, [.. args])
    {
    }

    public Props(Deploy deploy, Type type, params object[] args)
        : this(new ConstructorProducer(type ?? throw new ArgumentNullException(nameof(type), "Props must be instantiated with an actor type."), args ?? []), args ?? []) => Deploy = deploy;

    private Props(IIndirectActorProducer producer, object[] arguments)
    {
        _producer = producer;
        Type = producer.ActorType;
        Arguments = arguments;
        Deploy = Deploy.None;
    }

    public static Props Empty => Create<EmptyActor>();

    public Type Type { get; }

    public string TypeName => Type.AssemblyQualifiedName!;

    public object[] Arguments { get; }

    public Deploy Deploy { get; protected set; }

    /// <summary>The strategy for the actor's children; null where the actor's own holds.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    public string Dispatcher => Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    /// <summary>Props from an expression of the form <c>() => new MyActor(a, b)</c>. The arguments are evaluated now, once.</summary>
    /// <exception cref="ArgumentException">The expression has another form.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        var body = factory.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : factory.Body;
        if (body is not NewExpression creation)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        return new Props(creation.Type, supervisorStrategy!, NewExpressionArguments.Of(creation)!);
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy);

    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>Props whose instances a producer of its own makes; the producer is constructed from the arguments.</summary>
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer => new((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!, args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, args);

    public Props WithDeploy(Deploy deploy) => Changed(copy => copy.Deploy = deploy.WithFallback(Deploy));

    public Props WithDispatcher(string dispatcher) => Changed(copy => copy.Deploy = Deploy.WithDispatcher(dispatcher));

    public Props WithMailbox(string mailbox) => Changed(copy => copy.Deploy = Deploy.WithMailbox(mailbox));

    public Props WithStashCapacity(int stashCapacity) => Changed(copy => copy.Deploy = Deploy.WithStashCapacity(stashCapacity));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => Changed(copy => copy.SupervisorStrategy = supervisorStrategy);

    /// <summary>Makes an instance. Called by the engine inside the new actor's cell.</summary>
    public virtual ActorBase NewActor() => _producer?.Produce() ?? new EmptyActor();

    public bool Equals(Props? other) =>
        other is not null && Type == other.Type && Deploy.Equals(other.Deploy) && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments);

    public override bool Equals(object? obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Deploy.Mailbox, Arguments.Length);

    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer?.Release(actor);

    private Props Changed(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
