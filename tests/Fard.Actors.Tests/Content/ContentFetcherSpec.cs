using System.Diagnostics.CodeAnalysis;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Tests.Content;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class ContentFetcherSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ContentFolder _folder = new();
    private readonly TestHead _head = new();
    private readonly TestHead _other = new();
    private readonly byte[] _content = Content(300_000);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _head.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetches_a_content_into_a_file()
    {
        var hash = _head.Add(_content);
        await using var fetcher = Fetcher(_head.Endpoint);
        await fetcher.FetchAsync(hash, _content.Length, _folder["sub/file"]).WaitAsync(Patience);
        (await File.ReadAllBytesAsync(_folder["sub/file"])).ShouldBe(_content);
        Directory.GetFiles(_folder["work"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    public async Task Fetches_contents_of_every_length(int length)
    {
        var hash = _head.Add(Content(length));
        await using var fetcher = Fetcher(_head.Endpoint);
        (await fetcher.FetchBytesAsync(hash, length).WaitAsync(Patience)).ShouldBe(Content(length));
    }

    [Fact]
    public async Task Uses_one_connection_for_one_content_after_the_other()
    {
        await using var fetcher = Fetcher(_head.Endpoint);
        for (var number = 0; number < 20; number++)
            await fetcher.FetchBytesAsync(_head.Add([(byte)number]), 1).WaitAsync(Patience);
        _head.Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Fetches_what_several_ask_for_at_once_only_once()
    {
        var open = new TaskCompletionSource();
        var hash = _head.Add(_content, bytes => new CutStream(bytes, 100_000, () => open.Task));
        await using var fetcher = Fetcher(_head.Endpoint);
        var first = fetcher.FetchAsync(hash, _content.Length, _folder["a"]);
        var second = fetcher.FetchAsync(hash, _content.Length, _folder["b"]);
        _other.Add(_content);
        open.SetResult();

        // The head's file ends early, so both fail with the one transfer.
        await Should.ThrowAsync<ContentException>(first.WaitAsync(Patience));
        await Should.ThrowAsync<ContentException>(second.WaitAsync(Patience));
        _head.Opened.ShouldBe(TestHead.Settings.Rounds);

        await using var both = Fetcher(_other.Endpoint);
        await Task.WhenAll(both.FetchAsync(hash, _content.Length, _folder["a"]), both.FetchAsync(hash, _content.Length, _folder["b"])).WaitAsync(Patience);
        _other.Opened.ShouldBe(1);
        (await File.ReadAllBytesAsync(_folder["a"])).ShouldBe(_content);
        (await File.ReadAllBytesAsync(_folder["b"])).ShouldBe(_content);
        Directory.GetFiles(_folder["work"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Goes_on_at_the_next_head_where_a_connection_was_cut()
    {
        var hash = _head.Add(_content, bytes => new CutStream(bytes, 200_000));
        var from = 0L;
        _other.Add(_content, bytes => new PositionStream(bytes, position => from = position));
        await using var fetcher = Fetcher(_head.Endpoint, _other.Endpoint);
        (await fetcher.FetchBytesAsync(hash, _content.Length).WaitAsync(Patience)).ShouldBe(_content);
        from.ShouldBe(200_000);
    }

    [Fact]
    public async Task Asks_the_next_head_for_what_one_does_not_have_or_gives_damaged()
    {
        var hash = _other.Add(_content);
        await using (var fetcher = Fetcher(_head.Endpoint, _other.Endpoint))
            (await fetcher.FetchBytesAsync(hash, _content.Length).WaitAsync(Patience)).ShouldBe(_content);

        _head.Add(_content, Damage);
        await using (var fetcher = Fetcher(_head.Endpoint, _other.Endpoint))
            (await fetcher.FetchBytesAsync(hash, _content.Length).WaitAsync(Patience)).ShouldBe(_content);
    }

    [Fact]
    public async Task Begins_again_when_the_part_that_came_first_was_damaged()
    {
        var hash = _head.Add(_content, bytes => new CutStream(Damaged(bytes), 200_000));
        _other.Add(_content);
        await using var fetcher = Fetcher(_head.Endpoint, _other.Endpoint);
        (await fetcher.FetchBytesAsync(hash, _content.Length).WaitAsync(Patience)).ShouldBe(_content);
    }

    [Fact]
    public async Task Refuses_a_content_of_another_hash_and_shows_nothing_of_it()
    {
        var hash = _head.Add(_content, Damage);
        (await FailureAsync(hash, _content.Length, _head.Endpoint)).Error.ShouldBe(ContentError.WrongHash);
        File.Exists(_folder["file"]).ShouldBeFalse();
        _head.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_content_that_is_cut()
    {
        var hash = _head.Add(_content, bytes => new CutStream(bytes, 1000));
        var failure = await FailureAsync(hash, _content.Length, _head.Endpoint);
        failure.Error.ShouldBe(ContentError.WrongLength);
        failure.Message.ShouldContain("its file was cut");
    }

    [Fact]
    public async Task Refuses_a_content_that_is_longer_than_it_may_be()
    {
        var failure = await FailureAsync(_head.Add(_content), _content.Length - 1, _head.Endpoint);
        failure.Error.ShouldBe(ContentError.TooLarge);
        failure.Message.ShouldContain("at most 299999");
    }

    [Fact]
    public async Task Says_who_does_not_have_it()
    {
        var failure = await FailureAsync(ContentHash.Of([1]), 10, _head.Endpoint, _other.Endpoint);
        failure.Error.ShouldBe(ContentError.Unknown);
        failure.Message.ShouldContain($"{_other.Endpoint}: it does not have it");
    }

    [Fact]
    public async Task Says_that_there_is_no_head()
    {
        (await FailureAsync(ContentHash.Of([1]), 10)).Error.ShouldBe(ContentError.NoHead);
        DataEndpoint gone;
        await using (var head = new TestHead()) gone = head.Endpoint;
        var failure = await FailureAsync(ContentHash.Of([1]), 10, gone);
        failure.Error.ShouldBe(ContentError.NoHead);
        failure.Message.ShouldContain(gone.ToString());
    }

    [Fact]
    public async Task Says_when_a_member_is_no_head()
    {
        await using var board = ChunkListener.Start(TestHead.Plane, TimeProvider.System, _ => { });
        (await FailureAsync(ContentHash.Of([1]), 10, board.Endpoint)).Message.ShouldContain("has no contents; ask a head");
    }

    [Fact]
    public async Task Gives_up_a_head_that_stands_still_and_goes_on_at_the_next()
    {
        var hash = _head.Add(_content, bytes => new CutStream(bytes, 100_000, () => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System)));
        _other.Add(_content);
        await using var fetcher = Fetcher(TestHead.Settings with { StallTimeout = TimeSpan.FromMilliseconds(300), Rounds = 50 }, _head.Endpoint, _other.Endpoint);
        (await fetcher.FetchBytesAsync(hash, _content.Length).WaitAsync(Patience)).ShouldBe(_content);
    }

    [Fact]
    public async Task A_caller_who_cancels_leaves_the_others_their_fetch()
    {
        var reached = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        var hash = _head.Add(_content, bytes => new WaitingStream(bytes, reached, open.Task));
        await using var fetcher = Fetcher(_head.Endpoint);
        using var cancel = new CancellationTokenSource();
        var first = fetcher.FetchAsync(hash, _content.Length, _folder["a"], cancel.Token);
        var second = fetcher.FetchAsync(hash, _content.Length, _folder["b"]);
        await reached.Task.WaitAsync(Patience);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first.WaitAsync(Patience));
        open.SetResult();
        await second.WaitAsync(Patience);
        (await File.ReadAllBytesAsync(_folder["b"])).ShouldBe(_content);
        File.Exists(_folder["a"]).ShouldBeFalse();
    }

    private ContentFetcher Fetcher(params DataEndpoint[] heads) => Fetcher(TestHead.Settings, heads);

    private ContentFetcher Fetcher(ContentSettings settings, params DataEndpoint[] heads) =>
        new(TestHead.Fixed(heads), _folder["work"], TestHead.Plane, settings, TimeProvider.System);

    private async Task<ContentException> FailureAsync(ContentHash hash, long maxLength, params DataEndpoint[] heads)
    {
        await using var fetcher = Fetcher(heads);
        return await Should.ThrowAsync<ContentException>(fetcher.FetchAsync(hash, maxLength, _folder["file"]).WaitAsync(Patience));
    }

    private static MemoryStream Damage(byte[] bytes) => new(Damaged(bytes));

    private static byte[] Damaged(byte[] bytes)
    {
        var damaged = (byte[])bytes.Clone();
        damaged[500] ^= 1;
        return damaged;
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        return content;
    }

    private sealed class PositionStream(byte[] bytes, Action<long> moved) : MemoryStream(bytes)
    {
        public override long Position
        {
            get => base.Position;
            set
            {
                moved(value);
                base.Position = value;
            }
        }
    }

    private sealed class WaitingStream(byte[] bytes, TaskCompletionSource reached, Task open) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reached.TrySetResult();
            await open.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
