using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Registry;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Tools.Tests.Internal.PublishSubscribe;

public sealed class SubscriptionRegistrySpec
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_delta_brings_the_other_side_up_to_date()
    {
        var (first, second) = (Registry(1), Registry(2));
        first.Set(EntryKey.OfTopic("a", null));
        first.Set(EntryKey.OfTopic("b", "group"));

        second.Merge(first.DeltaFor(second.Versions, 100));

        second.Topics.ShouldBe(["a", "b"], ignoreOrder: true);
        first.DeltaFor(second.Versions, 100).ShouldBeEmpty();
        first.IsBehind(second.Versions).ShouldBeFalse();
    }

    [Fact]
    public void A_removed_entry_is_removed_elsewhere_and_forgotten_after_its_time()
    {
        var (first, second) = (Registry(1), Registry(2));
        first.Set(EntryKey.OfTopic("a", null));
        second.Merge(first.DeltaFor(second.Versions, 100));
        first.Unset(EntryKey.OfTopic("a", null));

        second.Merge(first.DeltaFor(second.Versions, 100));
        second.Topics.ShouldBeEmpty();
        first.DeltaFor(Registry(3).Versions, 100).Single().Entries.Count.ShouldBe(1);

        _now += TimeSpan.FromMinutes(3);
        first.Prune(TimeSpan.FromMinutes(2));
        first.DeltaFor(Registry(3).Versions, 100).Single().Entries.ShouldBeEmpty();
    }

    [Fact]
    public void News_of_strangers_and_of_the_own_bucket_are_not_taken()
    {
        var registry = Registry(1);
        var entries = new[] { KeyValuePair.Create(EntryKey.OfTopic("x", null), new Entry(7, true, null)) };

        registry.Merge([new BucketDelta(Node(9), 7, entries), new BucketDelta(Node(1), long.MaxValue, entries)]);

        registry.Topics.ShouldBeEmpty();
    }

    [Fact]
    public void A_dropped_member_takes_its_entries_along()
    {
        var (first, second) = (Registry(1), Registry(2));
        first.Set(EntryKey.OfTopic("a", null));
        second.Merge(first.DeltaFor(second.Versions, 100));

        second.Drop(Node(1));

        second.Topics.ShouldBeEmpty();
        second.Nodes.ShouldNotContain(Node(1));
    }

    [Fact]
    public void Registries_converge_whatever_happens_and_however_small_the_deltas() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var registries = new[] { Registry(1), Registry(2), Registry(3) };
        for (var step = 0; step < 60; step++)
        {
            var (some, other) = (registries[random.Next(3)], registries[random.Next(3)]);
            var key = EntryKey.OfTopic($"t{random.Next(8)}", random.Next(2) == 0 ? null : "g");
            if (random.Next(3) == 0) some.Set(key);
            else if (random.Next(2) == 0) some.Unset(key);
            else other.Merge(some.DeltaFor(other.Versions, random.Next(1, 4)));
        }
        for (var round = 0; round < 60; round++)
            foreach (var from in registries)
                foreach (var to in registries) to.Merge(from.DeltaFor(to.Versions, 2));

        return registries.All(r => Text(r) == Text(registries[0]));
    }).QuickCheckThrowOnFailure();

    private static string Text(SubscriptionRegistry registry) =>
        string.Join('\n', registry.Buckets.Where(b => b.Version > 0).Select(b => $"{b.Owner} {b.Version}: {string.Join(' ', b.Present.Order(KeyOrder))}"));

    private static readonly Comparer<EntryKey> KeyOrder = Comparer<EntryKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private SubscriptionRegistry Registry(int number)
    {
        var registry = new SubscriptionRegistry(Node(number), () => _now);
        for (var node = 1; node <= 3; node++) registry.AddNode(Node(node));
        return registry;
    }

    private static Address Node(int number) => new("akka.tcp", "spec", $"host{number}", 2552);
}
