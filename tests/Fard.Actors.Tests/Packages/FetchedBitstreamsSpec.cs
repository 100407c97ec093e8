using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Fard.Actors.Content;
using Fard.Actors.Packages;
using Fard.Actors.Tests.Content;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Tests.Bitstreams;

namespace Fard.Actors.Tests.Packages;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class FetchedBitstreamsSpec : IAsyncLifetime, IContents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PackageRoot _source = new();
    private readonly ContentFolder _folder = new();
    private readonly TestHead _head = new();
    private readonly Dictionary<string, ContentHash> _names = [];
    private readonly List<string> _log = [];

    public FetchedBitstreamsSpec() =>
        Fetcher = new ContentFetcher(TestHead.Fixed(_head.Endpoint), _folder["work"], TestHead.Plane, TestHead.Settings, TimeProvider.System);

    public ContentFetcher Fetcher { get; }

    public Task<ContentHash?> FindAsync(string kind, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(kind == PackageShelf.KindName && _names.TryGetValue(name, out var hash) ? hash : (ContentHash?)null);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Fetcher.DisposeAsync();
        await _head.DisposeAsync();
        _source.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetches_a_package_that_the_board_lacks_once()
    {
        Serve();
        var bitstreams = Board();
        bitstreams.Names.ShouldBeEmpty();
        var package = await LoadAsync(bitstreams, "small@6..8");
        package.ContentHash.ShouldBe(_source.Store.Load("small@6..8").ContentHash);
        package.ParameterFolder.ShouldStartWith(_folder["packages"]);
        var opened = _head.Opened;
        await LoadAsync(bitstreams, "small@0..5");
        (_head.Opened, _log.Count).ShouldBe((opened, 1));
    }

    [Fact]
    public async Task Takes_its_own_package_where_it_has_one()
    {
        var bitstreams = Board(_source.Root);
        (await LoadAsync(bitstreams, "small")).ParameterFolder.ShouldStartWith(_source.Root);
        _head.Opened.ShouldBe(0);
    }

    [Fact]
    public async Task Two_FPGAs_that_need_it_at_once_fetch_it_once()
    {
        Serve();
        var bitstreams = Board();
        await Task.WhenAll(LoadAsync(bitstreams, "small@0..5"), LoadAsync(bitstreams, "small@6..8"));
        _log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Says_that_nobody_has_it() =>
        (await FailureAsync<BitstreamPackageException>("small")).ShouldContain("fard bitstream push");

    [Fact]
    public async Task Refuses_a_package_for_another_board_before_its_files_are_fetched()
    {
        Serve(manifest => manifest["board"] = "zcu104");
        (await FailureAsync<BitstreamPackageException>("small")).ShouldContain("built for the board zcu104");
        _head.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_transfer_that_is_damaged_and_leaves_nothing_behind()
    {
        Serve(damage: "2-0-weights.bin");
        (await FailureAsync<ContentException>("small")).ShouldContain("has another SHA-256");
        Directory.GetDirectories(_folder["packages"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_a_package_that_the_cache_has_no_room_for()
    {
        Serve();
        var small = Board(1000);
        (await Should.ThrowAsync<BitstreamPackageException>(LoadAsync(small, "small"))).Message.ShouldContain("more than the cache may hold");
    }

    [Fact]
    public async Task Refuses_a_manifest_that_leads_out_of_the_package()
    {
        Serve(manifest => manifest["parameters"]!["folder"] = "../../elsewhere");
        (await FailureAsync<BitstreamPackageException>("small")).ShouldContain("leads out of");
    }

    [Fact]
    public async Task Fetches_again_what_had_to_make_room()
    {
        var size = new DirectoryInfo(_source.PackageFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        var bitstreams = Board(size * 3 / 2);
        Serve();
        await LoadAsync(bitstreams, "small");
        Serve(manifest => manifest["version"] = "2");
        (await LoadAsync(bitstreams, "small")).Version.ShouldBe("2");
        Directory.GetDirectories(_folder["packages"]).Length.ShouldBe(1);
        Serve(manifest => manifest["version"] = "1");
        (await LoadAsync(bitstreams, "small")).Version.ShouldBe("1");
        _log.Count.ShouldBe(3);
    }

    private FetchedBitstreams Board(long cacheBytes = 64 << 20) => Board(_folder["own"], cacheBytes);

    private FetchedBitstreams Board(string own, long cacheBytes = 64 << 20) => new(new BitstreamStore(own), new BitstreamCache(_folder["packages"], cacheBytes), this, _log.Add);

    private static Task<BitstreamPackage> LoadAsync(FetchedBitstreams bitstreams, string reference) =>
        bitstreams.LoadAsync(reference, "pynq-z1", CancellationToken.None).AsTask().WaitAsync(Patience);

    private async Task<string> FailureAsync<TException>(string reference)
        where TException : Exception =>
        (await Should.ThrowAsync<TException>(LoadAsync(Board(), reference))).Message;

    /// <summary>Has the head serve the package, with a manifest that was changed, or a file that it gives wrongly.</summary>
    private void Serve(Action<JsonNode>? change = null, string damage = "")
    {
        var bytes = File.ReadAllBytes(Path.Combine(_source.PackageFolder, "manifest.json"));
        if (change is not null)
        {
            var manifest = JsonNode.Parse(bytes)!;
            change(manifest);
            bytes = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }

        _names["small"] = _head.Add(bytes);
        foreach (var path in Directory.GetFiles(Path.Combine(_source.PackageFolder, "parameters")))
            _head.Add(File.ReadAllBytes(path), Path.GetFileName(path) == damage ? file => new MemoryStream([.. file[..^1], (byte)~file[^1]]) : null);
    }
}
