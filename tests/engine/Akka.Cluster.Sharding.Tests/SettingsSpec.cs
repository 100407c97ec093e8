using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Sharding.Tests;

public sealed class SettingsSpec : ShardingSpec
{
    [Fact]
    public void Settings_come_from_the_configuration()
    {
        var settings = Read("""
            role = host
            passivate-idle-entity-after = off
            retry-interval = 250ms
            buffer-size = 7
            handoff-timeout = 9s
            state-store-mode = ddata
            least-shard-allocation-strategy.rebalance-absolute-limit = 5
            """);

        settings.Role.ShouldBe("host");
        settings.PassivateIdleEntityAfter.ShouldBe(TimeSpan.Zero);
        settings.StateStoreMode.ShouldBe(StateStoreMode.DData);
        settings.TuningParameters.RetryInterval.ShouldBe(TimeSpan.FromMilliseconds(250));
        settings.TuningParameters.BufferSize.ShouldBe(7);
        settings.TuningParameters.HandOffTimeout.ShouldBe(TimeSpan.FromSeconds(9));
        settings.TuningParameters.LeastShardAllocationAbsoluteLimit.ShouldBe(5);
    }

    [Fact]
    public void The_defaults_are_Akkas()
    {
        var settings = Read("");

        settings.Role.ShouldBeNull();
        settings.RememberEntities.ShouldBeFalse();
        settings.StateStoreMode.ShouldBe(StateStoreMode.Persistence);
        settings.PassivateIdleEntityAfter.ShouldBe(TimeSpan.FromSeconds(120));
        settings.TuningParameters.BufferSize.ShouldBe(100_000);
        settings.TuningParameters.HandOffTimeout.ShouldBe(TimeSpan.FromSeconds(60));
        settings.TuningParameters.RebalanceInterval.ShouldBe(TimeSpan.FromSeconds(10));
        settings.TuningParameters.LeastShardAllocationRebalanceThreshold.ShouldBe(1);
    }

    [Fact]
    public void Copies_differ_in_what_was_asked_for_alone()
    {
        var tuning = Read("").TuningParameters;

        var changed = tuning.WithBufferSize(3).WithLeastShardAllocationRelativeLimit(0.5);

        changed.BufferSize.ShouldBe(3);
        changed.LeastShardAllocationRelativeLimit.ShouldBe(0.5);
        changed.HandOffTimeout.ShouldBe(tuning.HandOffTimeout);
        tuning.BufferSize.ShouldBe(100_000);
    }

    [Theory]
    [InlineData("state-store-mode = nowhere")]
    [InlineData("entity-recovery-strategy = some")]
    public void Refuses_a_setting_with_an_unknown_value(string config) => Should.Throw<ArgumentException>(() => Read(config));

    [Fact]
    public void Refuses_to_find_a_region_that_was_not_started() =>
        Should.Throw<Exception>(() => ClusterSharding.Get(Start(Config).System).ShardRegion("unknown")).Message.ShouldContain("must be started first");

    [Fact]
    public void The_same_entity_has_the_same_shard_in_every_process()
    {
        var extractor = HashCodeMessageExtractor.Create(10, message => (message as ShardingEnvelope)?.EntityId, message => ((ShardingEnvelope)message).Message);

        extractor.EntityMessage(new ShardingEnvelope("e", 5)).ShouldBe(5);
        extractor.EntityId("no envelope").ShouldBeNull();
        var shards = Enumerable.Range(0, 1000).Select(i => int.Parse(extractor.ShardId($"e{i}", null)!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        shards.ShouldAllBe(s => s >= 0 && s < 10);
        shards.GroupBy(s => s).ShouldAllBe(g => g.Count() > 50);
    }

    private static ClusterShardingSettings Read(string config) => ClusterShardingSettings.Create(
        ConfigurationFactory.ParseString(config).WithFallback(ClusterSharding.DefaultConfig().GetConfig("akka.cluster.sharding")),
        ClusterSingletonManager.DefaultConfig().GetConfig("akka.cluster.singleton"));
}
