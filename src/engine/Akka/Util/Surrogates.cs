using Akka.Actor;

namespace Akka.Util;

/// <summary>A serializable stand-in for an object that cannot be serialized as it is.</summary>
public interface ISurrogate
{
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that is serialized as its <see cref="ISurrogate"/>.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}
