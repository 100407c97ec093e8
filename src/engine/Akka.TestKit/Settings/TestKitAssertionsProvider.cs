using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Keeps a system's assertions where its test kits and event filters find them.</summary>
public class TestKitAssertionsProvider(ITestKitAssertions assertions) : IExtension
{
    public ITestKitAssertions Assertions { get; } = assertions;
}

public class TestKitAssertionsExtension(ITestKitAssertions assertions) : ExtensionIdProvider<TestKitAssertionsProvider>
{
    public static TestKitAssertionsProvider For(ActorSystem system) => system.GetExtension<TestKitAssertionsProvider>();

    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(assertions);
}
