using Akka.TestKit.Xunit2;
using Fard.Actors.Members;

namespace Fard.Actors.Tests.TestBoards;

/// <summary>A TestKit with Fard's configuration and no cluster.</summary>
public abstract class LocalKit() : TestKit(FardConfig.WithReference("akka.actor.provider = local, akka.loglevel = WARNING"))
{
    /// <summary>How long a spec waits for what has to happen.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
}
