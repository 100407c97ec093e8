namespace Akka.Actor;

/// <summary>Something of which each actor system has at most one.</summary>
public interface IExtension
{
}

/// <summary>Identifies and makes an extension.</summary>
public interface IExtensionId
{
    Type ExtensionType { get; }

    object Apply(ActorSystem system);

    object Get(ActorSystem system);

    object CreateExtension(ExtendedActorSystem system);
}

public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    new T Apply(ActorSystem system);

    new T Get(ActorSystem system);

    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>The base of extension ids.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T>
    where T : IExtension
{
    protected ExtensionIdProvider()
    {
    }

    public Type ExtensionType => typeof(T);

    /// <summary>The extension of the system; made when it is first asked for.</summary>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    public override bool Equals(object? obj) => obj is IExtensionId && obj.GetType() == GetType();

    public override int GetHashCode() => GetType().GetHashCode();
}

public static class ActorSystemWithExtensions
{
    /// <summary>The extension of type T; made by the id of type TI when it is first asked for.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => system.WithExtension<T>(typeof(TI));

    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension
    {
        if (system.TryGetExtension<T>(out var extension))
            return extension;
        return (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);
    }

    /// <summary>The extension of type T, which a static method Get(ActorSystem) of T makes.</summary>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension
    {
        if (system.TryGetExtension<T>(out var extension))
            return extension;
        var get = typeof(T).GetMethod("Get", [typeof(ActorSystem)]) ?? throw new ArgumentException($"{typeof(T)} has no static method Get(ActorSystem): name its id");
        return (T)get.Invoke(null, [system])!;
    }
}
