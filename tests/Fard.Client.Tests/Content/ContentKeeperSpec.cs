using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fard.Actors.Content;
using Fard.Actors.Members;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Content;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class ContentKeeperSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("fard-keeper-").FullName;
    private readonly List<FardMember> _members = [];
    private readonly Dictionary<string, SampleKind> _kinds = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_members.AsEnumerable().Reverse().Select(member => member.DisposeAsync().AsTask()));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_published_is_fetched_by_a_member_after_the_head_that_took_it_is_lost()
    {
        var first = await StartAsync("first", "head", null);
        await StartAsync("second", "head", first);
        var board = await StartAsync("board", "client", first);
        var client = await StartAsync("client", "client", first);
        var (listing, from) = await FilesAsync();

        var hash = await client.Contents.PublishAsync("sample", listing, from).WaitAsync(Patience);
        await UntilAsync(() => _kinds.Values.All(kind => kind.Admitted.Contains(hash)));
        await first.DisposeAsync();

        var to = Path.Combine(_folder, "to");
        (await board.Contents.Fetcher.FetchFolderAsync(hash, to).WaitAsync(Patience)).Files.ShouldBe(listing.Files);
        (await ContentListing.OfFolderAsync(to)).Files.ShouldBe(listing.Files);
    }

    [Fact]
    public async Task A_head_that_joins_later_keeps_it_too()
    {
        var first = await StartAsync("first", "head", null);
        var (listing, from) = await FilesAsync();
        var hash = await first.Contents.PublishAsync("sample", listing, from).WaitAsync(Patience);
        await StartAsync("second", "head", first);
        await UntilAsync(() => _kinds["second"].Admitted.Contains(hash));
    }

    [Fact]
    public async Task What_its_kind_refuses_and_what_is_of_no_known_kind_is_not_kept()
    {
        var head = await StartAsync("first", "head", null);
        var (listing, from) = await FilesAsync();
        _kinds["first"].Refusal = "it is not what it should be";
        (await Should.ThrowAsync<ContentException>(head.Contents.PublishAsync("sample", listing, from).WaitAsync(Patience))).Message.ShouldContain("not what it should be");
        (await Should.ThrowAsync<ContentException>(head.Contents.PublishAsync("other", listing, from).WaitAsync(Patience))).Message.ShouldContain("no contents of kind 'other'");
        _kinds["first"].Admitted.ShouldBeEmpty();
    }

    private async Task<(ContentListing Listing, string Folder)> FilesAsync()
    {
        var from = Path.Combine(_folder, "from");
        Directory.CreateDirectory(Path.Combine(from, "deep"));
        await File.WriteAllBytesAsync(Path.Combine(from, "a.bin"), new byte[200_000]);
        await File.WriteAllTextAsync(Path.Combine(from, "deep", "b.txt"), "hello");
        return (await ContentListing.OfFolderAsync(from), from);
    }

    private async Task<FardMember> StartAsync(string name, string role, FardMember? seed)
    {
        var kind = new SampleKind();
        var member = await FardMember.StartAsync(
            TestCluster.Config(role, seed, $"fard.content.folder = {FardConfig.Quote(Path.Combine(_folder, name))}"), new FardMemberOptions { ContentKinds = [kind] });
        _members.Add(member);
        if (role == "head") _kinds.Add(name, kind);
        return member;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
    }

    private sealed class SampleKind : IContentKind
    {
        public string Kind => "sample";

        public ContentLimits Limits { get; } = new();

        public ConcurrentBag<ContentHash> Admitted { get; } = [];

        public string? Refusal { get; set; }

        public Task AdmitAsync(ContentHash hash, ContentListing listing, IContentSource files)
        {
            if (Refusal is { } reason) throw new ContentException(ContentError.BadListing, reason);
            listing.Files.Select(file => file.Hash).ShouldAllBe(file => Has(files, file));
            Admitted.Add(hash);
            return Task.CompletedTask;
        }

        public ContentHash? Find(string name) => null;

        public void Dropped(ContentHash hash)
        {
        }

        private static bool Has(IContentSource files, ContentHash hash)
        {
            using var content = files.TryOpen(hash);
            return content is not null;
        }
    }
}
