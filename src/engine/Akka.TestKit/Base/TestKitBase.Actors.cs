using System.Linq.Expressions;
using Akka.Actor;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <content>Actors of the test's system, and what steers its test actor.</content>
public abstract partial class TestKitBase
{
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => Sys.ActorSelection(anchorRef, actorPath);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, null, null, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, name, null, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, null, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, name, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Async, props, null, null, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Async, props, name, null, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Async, props, null, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Async, props, name, supervisorStrategy, cancellationToken);

    /// <summary>Has the test actor watch an actor, from before this returns.</summary>
    /// <returns><paramref name="actorToWatch"/>.</returns>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        Steer(Waiting.Blocking, new TestActor.Watch(actorToWatch)).GetAwaiter().GetResult();
        return actorToWatch;
    }

    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await Steer(Waiting.Async, new TestActor.Watch(actorToWatch));
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Steer(Waiting.Blocking, new TestActor.Unwatch(actorToUnwatch)).GetAwaiter().GetResult();
        return actorToUnwatch;
    }

    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await Steer(Waiting.Async, new TestActor.Unwatch(actorToUnwatch));
        return actorToUnwatch;
    }

    /// <summary>Drops messages from here on for which the function holds, before the test sees them.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)), ActorRefs.NoSender);

    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null), ActorRefs.NoSender);

    /// <summary>Has a pilot answer messages from here on, before the test sees them.</summary>
    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    private async Task<IActorRef> Spawn(Waiting waiting, Props props, string? name, SupervisorStrategy? strategy, CancellationToken cancellationToken) =>
        (await Steer(waiting, new TestActor.Spawn(props, new Option<string>(name!), new Option<SupervisorStrategy>(strategy!)), cancellationToken))!;

    private async Task<IActorRef?> Steer(Waiting waiting, object message, CancellationToken cancellationToken = default)
    {
        var steering = new InternalTestActor.Steering(message);
        TestActor.Tell(steering, ActorRefs.NoSender);
        await waiting.For(steering.Done.Task, Dilated(TestKitSettings.DefaultTimeout), cancellationToken);
        return await steering.Done.Task;
    }
}
