using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>The actor system.</summary>
internal sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ExtensionRegistry _extensions;
    private readonly TerminationCallbacks _callbacks = new();
    private int _aborting;

    public ActorSystemImpl(string name, Config config, Setup.ActorSystemSetup setup)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]) || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        Name = name;
        _extensions = new ExtensionRegistry(this);
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem), DefaultLogMessageFormatter.Instance);
        Scheduler = Settings.SchedulerClass is SchedulerNames.Own or SchedulerNames.HashedWheel
            ? new TimerQueueScheduler(Settings.Config, Log)
            : Activation.Create<IScheduler>(Settings.SchedulerClass, "akka.scheduler.implementation", Settings.Config, Log);
        Provider = Activation.Create<IActorRefProvider>(Settings.ProviderClass, "akka.actor.provider", name, Settings, EventStream);
        Deployments = new Deployments(Settings.Config);
        Mailboxes = new Mailboxes(this);
        Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
        Serialization = new Serialization.Serialization(this);
        SerializeMessages = Settings.SerializeAllMessages;
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override IActorRefProvider Provider { get; }

    public override Mailboxes Mailboxes { get; }

    public override Dispatchers Dispatchers { get; }

    public override Serialization.Serialization Serialization { get; }

    public override IActorRef DeadLetters => Provider.DeadLetters;

    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    internal override IInternalActorRef Guardian => Provider.Guardian;

    internal override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    internal override IInternalActorRef LookupRoot => Provider.RootGuardian;

    public Deployments Deployments { get; }

    public AddressTerminatedTopic AddressTerminatedTopic { get; } = new();

    /// <summary>Whether every message goes through its serializer and back, to find those that cannot travel.</summary>
    public bool SerializeMessages { get; }

    public override Task WhenTerminated => _callbacks.Done;

    public void Start()
    {
        Provider.Init(this);
        _ = Provider.TerminationTask.ContinueWith(_ => FinishTermination(), TaskScheduler.Default);
        EventStream.StartUnsubscriber(this);
        EventStream.StartLoggers(this);
        if (Settings.LogDeadLetters != 0)
            SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
        if (Settings.LogConfigOnStart)
            Log.Info(Settings.ToString());
        CoordinatedShutdown.Start(this);
        _extensions.LoadConfigured(Settings.Config);
    }

    public override IActorRef ActorOf(Props props, string? name = null) => Provider.Guardian.Cell.CreateChild(props, name, systemService: false);

    public override IActorRef SystemActorOf(Props props, string? name = null) => Provider.SystemGuardian.Cell.CreateChild(props, name, systemService: true);

    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, Provider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var path = actor.Path;
        if (path.Parent.Equals(Provider.Guardian.Path))
            Provider.Guardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else if (path.Parent.Equals(Provider.SystemGuardian.Path))
            Provider.SystemGuardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override object GetExtension(IExtensionId extensionId) => _extensions.Get(extensionId.ExtensionType) ?? throw new InvalidOperationException($"Extension {extensionId.ExtensionType} is not registered");

    public override T GetExtension<T>() => (T)(_extensions.Get(typeof(T)) ?? throw new InvalidOperationException($"Extension {typeof(T)} is not registered"));

    public override bool HasExtension(Type type) => _extensions.Get(type) is not null;

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.Get(extensionType)!;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        extension = (T)_extensions.Get(typeof(T))!;
        return extension is not null;
    }

    public override object RegisterExtension(IExtensionId extension) => _extensions.Register(extension);

    public override void RegisterOnTermination(Action code) => _callbacks.Add(code);

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _aborting, 1) == 0)
            FinalTerminate();
    }

    /// <summary>Stops the user guardian; the system guardian and the root follow.</summary>
    public void FinalTerminate()
    {
        if (!Settings.LogDeadLettersDuringShutdown && Settings.LogDeadLetters != 0)
            Stop(Provider.ResolveActorRef(Provider.SystemGuardian.Path / "deadLetterListener"));
        Provider.Guardian.Stop();
    }

    public override string PrintTree() => HierarchyText.Of(Provider.RootGuardian);

    public override string ToString() => Provider.RootPath.Address.ToString();

    private void FinishTermination()
    {
        if (Scheduler is IDisposable disposable)
            disposable.Dispose();
        _callbacks.Run(Log);
    }
}

internal static class SchedulerNames
{
    public const string Own = "Akka.Actor.TimerQueueScheduler";

    /// <summary>Akka.NET's default, which hocon files that serve both engines may name.</summary>
    public const string HashedWheel = "Akka.Actor.HashedWheelTimerScheduler";
}
