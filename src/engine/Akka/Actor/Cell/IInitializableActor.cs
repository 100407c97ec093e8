namespace Akka.Actor.Internal;

/// <summary>An actor that registers its handlers in its constructor and puts them in place once that has run.</summary>
internal interface IInitializableActor
{
    void Init();
}
