namespace Akka.Cluster.Sharding.Tests.Internal;

public sealed class RefusedSettingsSpec : ShardingSpec
{
    [Fact]
    public void Refuses_to_remember_entities() =>
        Should.Throw<NotSupportedException>(() => StartRegion(Start(Config), s => s.WithRememberEntities(true))).Message.ShouldContain("akka.cluster.sharding.remember-entities = off");

    [Fact]
    public void Refuses_a_state_store_of_the_users() =>
        Should.Throw<NotSupportedException>(() => StartRegion(Start(Config), s => s.WithStateStoreMode(StateStoreMode.Custom))).Message.ShouldContain("state-store-mode custom");
}
