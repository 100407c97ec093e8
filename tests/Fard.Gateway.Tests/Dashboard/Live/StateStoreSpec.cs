using System.Text;
using Fard.Gateway.Dashboard.Live;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class StateStoreSpec
{
    [Fact]
    public void A_reader_that_has_nothing_gets_everything()
    {
        var store = new StateStore();
        store.Replace(Items(("a", "1"), ("b", "2")));
        var change = store.Since(null, 0);
        change.IsFull.ShouldBeTrue();
        change.Set.Select(item => item.Key).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void A_reader_gets_only_what_changed_since()
    {
        var store = new StateStore();
        store.Replace(Items(("a", "1"), ("b", "2"), ("c", "3")));
        var version = store.Since(null, 0).Version;
        store.Replace(Items(("a", "1"), ("b", "9")));
        var change = store.Since(store.Epoch, version);
        change.IsFull.ShouldBeFalse();
        change.Set.Single().Key.ShouldBe("b");
        change.Removed.ShouldBe(["c"]);
    }

    [Fact]
    public async Task The_same_state_again_is_no_news()
    {
        var store = new StateStore();
        store.Replace(Items(("a", "1")));
        var version = store.Since(null, 0).Version;
        store.Replace(Items(("a", "1")));
        store.Since(store.Epoch, version).IsEmpty.ShouldBeTrue();
        var news = store.WaitAsync(version);
        news.IsCompleted.ShouldBeFalse();
        store.Set("a", "2"u8.ToArray());
        await news;
    }

    [Fact]
    public void A_reader_of_another_store_or_of_versions_to_come_gets_everything()
    {
        var store = new StateStore();
        store.Replace(Items(("a", "1")));
        store.Since("another", 1).IsFull.ShouldBeTrue();
        store.Since(store.Epoch, 100).IsFull.ShouldBeTrue();
    }

    [Fact]
    public void A_reader_that_missed_more_removals_than_are_remembered_gets_everything()
    {
        var store = new StateStore();
        store.Replace(Items(("kept", "1")));
        var version = store.Since(null, 0).Version;
        store.Replace(Items([.. Enumerable.Range(0, 5000).Select(i => ($"gone{i}", "1"))]));
        store.Replace(Items(("kept", "1")));
        store.Since(store.Epoch, version).IsFull.ShouldBeTrue();
    }

    [Fact]
    public void Whoever_applies_changes_now_and_then_has_the_state()
    {
        var states = Gen.ListOf(Gen.ListOf(Gen.Choose(0, 9).Zip(Gen.Choose(0, 3), (key, value) => (key, value))));
        Prop.ForAll(states.Zip(Gen.Choose(1, 4), (list, every) => (list, every)).ToArbitrary(), run =>
        {
            var store = new StateStore();
            var seen = new Dictionary<string, string>();
            var (epoch, version) = ((string?)null, 0L);
            for (var step = 0; step < run.list.Count; step++)
            {
                store.Replace(Items([.. run.list[step].DistinctBy(item => item.key).Select(item => ($"{item.key}", $"{item.value}"))]));
                if (step % run.every == 0) Apply();
            }

            Apply();
            return seen.OrderBy(item => item.Key).SequenceEqual(Apply().OrderBy(item => item.Key))
                && seen.OrderBy(item => item.Key).SequenceEqual(Everything(store).OrderBy(item => item.Key));

            Dictionary<string, string> Apply()
            {
                var change = store.Since(epoch, version);
                if (change.IsFull) seen.Clear();
                foreach (var key in change.Removed) seen.Remove(key);
                foreach (var (key, json) in change.Set) seen[key] = Encoding.UTF8.GetString(json);
                (epoch, version) = (change.Epoch, change.Version);
                return seen;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, string> Everything(StateStore store) => store.Since(null, 0).Set.ToDictionary(item => item.Key, item => Encoding.UTF8.GetString(item.Value));

    private static Dictionary<string, byte[]> Items(params (string Key, string Json)[] items) => items.ToDictionary(item => item.Key, item => Encoding.UTF8.GetBytes(item.Json));
}
