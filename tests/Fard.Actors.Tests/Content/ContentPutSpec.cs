using System.Diagnostics.CodeAnalysis;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.Content;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class ContentPutSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ContentFolder _folder = new();
    private readonly ContentStore _store;
    private readonly TestHead _head;

    public ContentPutSpec()
    {
        _store = new ContentStore(_folder["store"], 1_000_000, TimeProvider.System);
        _head = new TestHead(_store, TestHead.Settings with { MaxLength = 500_000 });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _head.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_folder_that_is_put_is_fetched_by_one_hash()
    {
        _folder.Write("from/a.bin", new byte[200_000]);
        _folder.Write("from/deep/b.bin", [1, 2, 3]);
        var listing = await ContentListing.OfFolderAsync(_folder["from"]);
        var hash = await PutFolderAsync(listing);
        await using var fetcher = Fetcher();
        (await fetcher.FetchFolderAsync(hash, _folder["to"]).WaitAsync(Patience)).Files.ShouldBe(listing.Files);
        (await ContentListing.OfFolderAsync(_folder["to"])).Files.ShouldBe(listing.Files);
        Directory.GetDirectories(_folder.Path, "to.part*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_head_has_is_not_sent_again()
    {
        _folder.Write("from/a.bin", new byte[200_000]);
        var listing = await ContentListing.OfFolderAsync(_folder["from"]);
        await PutFolderAsync(listing);
        var bytes = _store.Bytes;
        await PutFolderAsync(listing);
        _store.Bytes.ShouldBe(bytes);
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_listed_is_refused()
    {
        _folder.Write("from/a.bin", new byte[200_000]);
        var listing = await ContentListing.OfFolderAsync(_folder["from"]);
        _folder.Write("from/a.bin", [.. Enumerable.Repeat((byte)1, 200_000)]);
        var refused = await Should.ThrowAsync<DataPlaneException>(() => PutFolderAsync(listing));
        refused.Error.ShouldBe(DataPlaneError.ContentRefused);
        refused.Message.ShouldContain("SHA-256");
        _store.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_content_that_is_too_long_is_refused_before_it_is_sent()
    {
        _folder.Write("from/a.bin", new byte[500_001]);
        var refused = await Should.ThrowAsync<DataPlaneException>(async () => await PutFolderAsync(await ContentListing.OfFolderAsync(_folder["from"])));
        refused.Message.ShouldContain("fard.content.max-length");
    }

    [Fact]
    public async Task A_listing_that_leads_out_of_its_folder_is_refused_and_nothing_is_written()
    {
        var secret = _head.Add([1]);
        var listing = _head.Add([.. System.Text.Encoding.UTF8.GetBytes($$"""{"format":1,"files":[{"path":"../escaped","length":1,"sha256":"{{secret}}"}]}""")]);
        await using var fetcher = Fetcher();
        var refused = await Should.ThrowAsync<ContentException>(fetcher.FetchFolderAsync(listing, _folder["to/it"]).WaitAsync(Patience));
        refused.Error.ShouldBe(ContentError.BadListing);
        refused.Message.ShouldContain("../escaped");
        File.Exists(_folder["to/escaped"]).ShouldBeFalse();
        Directory.Exists(_folder["to/it"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_with_a_file_that_is_missing_is_not_there_in_part()
    {
        var here = _head.Add([1]);
        var listing = _head.Add(ContentListing.Of([new("a", 1, here), new("b", 1, ContentHash.Of([2]))]).Write());
        await using var fetcher = Fetcher();
        (await Should.ThrowAsync<ContentException>(fetcher.FetchFolderAsync(listing, _folder["to"]).WaitAsync(Patience))).Error.ShouldBe(ContentError.Unknown);
        Directory.GetDirectories(_folder.Path, "to*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_another_length_than_its_listing_says_is_refused()
    {
        var here = _head.Add([1]);
        var listing = _head.Add(ContentListing.Of([new("a", 2, here)]).Write());
        await using var fetcher = Fetcher();
        (await Should.ThrowAsync<ContentException>(fetcher.FetchFolderAsync(listing, _folder["to"]).WaitAsync(Patience))).Message.ShouldContain("has 1 bytes where its listing says 2");
    }

    [Theory]
    [InlineData(FrameType.ContentPiece, 0, 8)]
    [InlineData(FrameType.Chunk, 1, 8)]
    [InlineData(FrameType.ContentRequest, 7, ContentHash.Length)]
    public async Task What_is_no_request_closes_the_connection_with_the_reason(FrameType type, int count, int length)
    {
        await using var connection = await ChunkDialer.DialAsync(_head.Endpoint, new Hello(HelloPurpose.Content, JobId.New(), 0), TestHead.Plane, default);
        await connection.WriteAsync(ContentProtocol.Header(connection, type, 0, count), new byte[length], default);
        var refused = await Should.ThrowAsync<DataPlaneException>(async () => await connection.ReadHeaderAsync(default).AsTask().WaitAsync(Patience));
        refused.Error.ShouldBe(DataPlaneError.UnexpectedFrame);
        refused.Message.ShouldContain("a request to get or put is due");
    }

    [Fact]
    public async Task More_connections_than_are_served_are_turned_away()
    {
        await using var small = new TestHead(null, TestHead.Settings with { MaxConnections = 1 });
        var hash = small.Add([1]);
        await using var first = new ContentFetcher(TestHead.Fixed(small.Endpoint), _folder["work"], TestHead.Plane, TestHead.Settings, TimeProvider.System);
        await first.FetchBytesAsync(hash, 1).WaitAsync(Patience);
        await using var second = new ContentFetcher(TestHead.Fixed(small.Endpoint), _folder["work"], TestHead.Plane, TestHead.Settings, TimeProvider.System);
        (await Should.ThrowAsync<ContentException>(second.FetchBytesAsync(hash, 1).WaitAsync(Patience))).Message.ShouldContain("fard.content.max-connections");
    }

    private Task<ContentHash> PutFolderAsync(ContentListing listing) =>
        ContentFolders.PutFolderAsync(_head.Endpoint, listing, _folder["from"], TestHead.Plane, TestHead.Settings, TimeProvider.System).WaitAsync(Patience);

    private ContentFetcher Fetcher() => new(TestHead.Fixed(_head.Endpoint), _folder["work"], TestHead.Plane, TestHead.Settings, TimeProvider.System);
}
