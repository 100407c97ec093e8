using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Actor;

/// <summary>The provider of a system that stays in its process.</summary>
internal sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly Dictionary<string, IInternalActorRef> _extraNames = [];
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActorPath _tempNode;
    private readonly Func<ActorPath, IInternalActorRef> _deadLettersFactory;
    private long _tempNumber = Random.Shared.Next();
    private ActorSystemImpl _system = null!;
    private VirtualPathContainer _tempContainer = null!;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, eventStream, null)
    {
    }

    /// <param name="deadLettersFactory">Makes the dead letters reference for its path; a provider that wraps this one can put its own there.</param>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, Func<ActorPath, IInternalActorRef>? deadLettersFactory)
    {
        Settings = settings;
        _eventStream = eventStream;
        RootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = RootPath / "temp";
        _deadLettersFactory = deadLettersFactory ?? (path => new DeadLetterActorRef(this, path, eventStream));
        DeadLetters = _deadLettersFactory(RootPath / "deadLetters");
        IgnoreRef = new IgnoreActorRef(this);
        SerializationInformation = null!;
    }

    public ActorPath RootPath { get; }

    public Settings Settings { get; }

    public IActorRef DeadLetters { get; }

    public IActorRef IgnoreRef { get; }

    public Task TerminationTask => _terminated.Task;

    public Address DefaultAddress => RootPath.Address;

    public LocalActorRef RootGuardian { get; private set; } = null!;

    IInternalActorRef IActorRefProvider.RootGuardian => RootGuardian;

    public LocalActorRef Guardian { get; private set; } = null!;

    public LocalActorRef SystemGuardian { get; private set; } = null!;

    public IInternalActorRef TempContainer => _tempContainer;

    public Information SerializationInformation { get; private set; }

    public ActorPath TempPath() => _tempNode / ActorCell.Base64Name(Interlocked.Increment(ref _tempNumber), "$");

    public Address? GetExternalAddressFor(Address address) => address == RootPath.Address ? address : null;

    public IActorRef RootGuardianAt(Address address) => address == RootPath.Address ? RootGuardian : DeadLetters;

    /// <summary>Puts a reference directly below the root, beside /user, /system and /temp.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor)
    {
        lock (_extraNames)
            _extraNames.Add(name, actor);
    }

    public IInternalActorRef? ExtraName(string name)
    {
        lock (_extraNames)
            return _extraNames.GetValueOrDefault(name);
    }

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        SerializationInformation = new Information(DefaultAddress, system);
        var dispatcher = system.Dispatchers.DefaultGlobalDispatcher;
        var mailbox = new UnboundedMailbox();
        var walker = new RootGuardianSupervisor(this, RootPath / "_Root-guardian-supervisor", _terminated, _eventStream);
        RootGuardian = new RootGuardianActorRef(system, Props.Create(() => new GuardianActor()).WithSupervisorStrategy(RootStrategy()), dispatcher, mailbox, walker, RootPath, this);
        _tempContainer = new VirtualPathContainer(this, _tempNode, RootGuardian);
        RootGuardian.Start();
        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        Guardian = (LocalActorRef)RootGuardian.Cell.CreateChild(Props.Create(() => new GuardianActor()).WithSupervisorStrategy(userStrategy), "user", systemService: true);
        SystemGuardian = (LocalActorRef)RootGuardian.Cell.CreateChild(Props.Create(() => new SystemGuardianActor(Guardian)), "system", systemService: true);
        RootGuardian.SendSystemMessage(new Dispatch.SysMsg.Watch(Guardian, RootGuardian));
        RootGuardian.SendSystemMessage(new Dispatch.SysMsg.Watch(SystemGuardian, RootGuardian));
    }

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path)
    {
        CheckTemp(path);
        _tempContainer.Add(path.Name, actorRef);
    }

    public void UnregisterTempActor(ActorPath path)
    {
        CheckTemp(path);
        _tempContainer.Remove(path.Name);
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (IgnoreActorRef.IsIgnorePath(path))
            return IgnoreRef;
        return ActorPath.TryParse(path, out var actorPath) && actorPath.Address.Equals(RootPath.Address) ? ResolveActorRef(actorPath) : DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (!actorPath.Root.Equals(RootPath))
            return DeadLetters;
        if (actorPath.Equals(DeadLetters.Path))
            return DeadLetters;
        return ResolveLocal(actorPath);
    }

    /// <summary>Resolves the names of a path in this system, whatever its address: what remoting needs for a path that names this system by its public address.</summary>
    public IActorRef ResolveLocal(ActorPath actorPath)
    {
        if (actorPath.Depth == 0)
            return RootGuardian;
        var names = actorPath.Elements;
        var found = ActorRefs.Nobody as IActorRef;
        if (actorPath.Depth == 1 && names[0] == "deadLetters")
            return DeadLetters;
        if (names[0] == _tempNode.Name)
            found = _tempContainer.GetChild([.. names.Skip(1)]);
        else if (ExtraName(names[0]) is { } extra)
            found = extra.GetChild([.. names.Skip(1)]);
        else
            found = RootGuardian.GetChild(names);
        if (found.IsNobody() || (actorPath.Uid != 0 && found.Path.Uid != actorPath.Uid))
            return new EmptyLocalActorRef(_system.Provider, actorPath, _eventStream);
        return found;
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService)
    {
        if (path.Depth > 1 && system.Deployments.Lookup(path) is { } configured)
            props = props.WithDeploy(configured);
        var dispatcher = system.Dispatchers.Lookup(props.Deploy.Dispatcher);
        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator?.Config!);
        return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
    }

    private static OneForOneStrategy RootStrategy() => new(_ => Directive.Stop);

    private void CheckTemp(ActorPath path)
    {
        if (!path.Parent.Equals(_tempNode))
            throw new InvalidOperationException($"Cannot (un)register [{path}]: it is not below {_tempNode}");
    }
}
