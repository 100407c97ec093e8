using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings below <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <exception cref="ConfigurationException"><paramref name="config"/> lacks the section <c>akka.test</c>, or its time factor is not above 0.</exception>
    public TestKitSettings(Config config)
    {
        var test = config.GetConfig("akka.test");
        if (test.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<TestKitSettings>("akka.test");
        DefaultTimeout = test.GetTimeSpan("default-timeout", null, allowInfinite: false);
        SingleExpectDefault = test.GetTimeSpan("single-expect-default", null, allowInfinite: false);
        TestEventFilterLeeway = test.GetTimeSpan("filter-leeway", null, allowInfinite: false);
        TestTimeFactor = test.GetDouble("timefactor", 1);
        LogTestKitCalls = test.GetBoolean("log-testkit-calls");
        if (TestTimeFactor <= 0)
            throw new ConfigurationException($"Setting 'akka.test.timefactor': expected a number above 0, found {TestTimeFactor}.");
    }

    /// <summary>How long what waits for several things at once waits.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long to wait for one message where neither the call nor a surrounding Within says so.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long event filters wait for log events behind the end of their action.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What durations of tests are multiplied by on slow machines.</summary>
    public double TestTimeFactor { get; }

    public bool LogTestKitCalls { get; }
}

public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public static TestKitSettings For(ActorSystem system) => new TestKitExtension().Apply(system);

    public override TestKitSettings CreateExtension(ExtendedActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(Configs.TestConfigs.DefaultConfig);
        return new TestKitSettings(system.Settings.Config);
    }
}
