using Fard.Actors.Content;

namespace Fard.Actors.Tests.Content;

public sealed class ContentStoreSpec : IDisposable
{
    private readonly ContentFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_what_was_put_by_its_hash()
    {
        var store = Store(100);
        var hash = await store.PutAsync(Content(1, 40));
        hash.ShouldBe(ContentHash.Of(Content(1, 40)));
        Read(store, hash).ShouldBe(Content(1, 40));
        store.Bytes.ShouldBe(40);
        store.TryOpen(ContentHash.Of(Content(2, 40))).ShouldBeNull();
    }

    [Fact]
    public async Task Counts_a_content_that_is_put_twice_once()
    {
        var store = Store(100);
        await store.PutAsync(Content(1, 40));
        await store.PutFileAsync(_folder.Write("file", Content(1, 40)));
        store.Bytes.ShouldBe(40);
    }

    [Fact]
    public async Task Lets_go_what_was_not_used_for_the_longest_time()
    {
        var store = Store(100);
        var first = await store.PutAsync(Content(1, 40));
        var second = await store.PutAsync(Content(2, 40));
        Read(store, first);
        await store.PutAsync(Content(3, 40));
        (store.Contains(first), store.Contains(second)).ShouldBe((true, false));
        store.Bytes.ShouldBe(80);
    }

    [Fact]
    public async Task Keeps_what_is_held_and_says_when_it_is_full()
    {
        var store = Store(100);
        var held = await store.PutAsync(Content(1, 80));
        var hold = store.Hold(held);
        var full = await Should.ThrowAsync<ContentException>(() => store.PutAsync(Content(2, 40)));
        full.Error.ShouldBe(ContentError.StoreFull);
        full.Message.ShouldContain("fard.content.max-bytes");
        store.Contains(held).ShouldBeTrue();

        hold.Dispose();
        hold.Dispose();
        await store.PutAsync(Content(2, 40));
        store.Contains(held).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_what_is_longer_than_the_whole_store() =>
        (await Should.ThrowAsync<ContentException>(() => Store(100).PutAsync(Content(1, 101)))).Error.ShouldBe(ContentError.TooLarge);

    [Fact]
    public async Task Refuses_a_content_of_another_hash_or_length_and_leaves_nothing_behind()
    {
        var store = Store(100);
        using (var write = store.Begin(40))
        {
            await write.WriteAsync(Content(1, 40));
            (await Should.ThrowAsync<ContentException>(() => write.CompleteAsync(ContentHash.Of([9])))).Error.ShouldBe(ContentError.WrongHash);
        }

        using (var write = store.Begin(40))
        {
            await write.WriteAsync(Content(1, 39));
            (await Should.ThrowAsync<ContentException>(() => write.CompleteAsync())).Error.ShouldBe(ContentError.WrongLength);
            (await Should.ThrowAsync<ContentException>(async () => await write.WriteAsync(Content(1, 2)))).Error.ShouldBe(ContentError.WrongLength);
        }

        store.Bytes.ShouldBe(0);
        Directory.GetFiles(_folder["store"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_contents_on_their_way_do_not_count_on_the_same_room()
    {
        var store = Store(100);
        using var first = store.Begin(60);
        (await Should.ThrowAsync<ContentException>(() => store.PutAsync(Content(1, 60)))).Error.ShouldBe(ContentError.StoreFull);
    }

    [Fact]
    public async Task Finds_its_contents_again_and_clears_away_what_was_not_finished()
    {
        var hash = await Store(100).PutAsync(Content(1, 40));
        File.WriteAllBytes(Path.Combine(_folder["store"], ".part-1"), new byte[10]);
        var again = Store(100);
        Read(again, hash).ShouldBe(Content(1, 40));
        again.Bytes.ShouldBe(40);
        Directory.GetFiles(_folder["store"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Forgets_a_content_whose_file_is_gone()
    {
        var store = Store(100);
        var hash = await store.PutAsync(Content(1, 40));
        File.Delete(Path.Combine(_folder["store"], hash.ToString()));
        store.TryOpen(hash).ShouldBeNull();
        (store.Contains(hash), store.Bytes).ShouldBe((false, 0));
    }

    private ContentStore Store(long maxBytes) => new(_folder["store"], maxBytes, TimeProvider.System);

    private static byte[] Read(ContentStore store, ContentHash hash)
    {
        using var content = store.TryOpen(hash).ShouldNotBeNull();
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Content(byte value, int length) => [.. Enumerable.Repeat(value, length)];
}
