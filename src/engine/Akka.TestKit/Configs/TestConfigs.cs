using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    /// <summary>What every system of a test runs with, unless its own configuration says otherwise.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf");

    /// <summary>Replaces the scheduler by <see cref="TestScheduler"/>, whose time the test moves.</summary>
    public static Config TestSchedulerConfig { get; } =
        ConfigurationFactory.ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");
}
