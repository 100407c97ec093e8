using System.Text.Json.Nodes;
using Fard.Actors.Content;
using Fard.Actors.Packages;
using Fard.Actors.Tests.Content;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Tests.Bitstreams;

namespace Fard.Actors.Tests.Packages;

public sealed class PackageShelfSpec : IDisposable
{
    private readonly PackageRoot _source = new();
    private readonly ContentFolder _folder = new();
    private readonly List<string> _log = [];

    private string ManifestPath => Path.Combine(_source.PackageFolder, "manifest.json");

    private ContentHash Manifest => ContentHash.Of(File.ReadAllBytes(ManifestPath));

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Offers_and_serves_the_packages_of_its_folders()
    {
        var shelf = new PackageShelf([_source.Root], _log.Add);
        var offer = ((IPackageSupply)shelf).Find(PackageRoot.Name).ShouldNotBeNull();
        (offer.Manifest, offer.Board, offer.Layers).ShouldBe((Manifest, "pynq-z1", null));
        shelf.Find(PackageRoot.Name).ShouldBe(Manifest);
        foreach (var path in Directory.GetFiles(_source.PackageFolder, "*", SearchOption.AllDirectories))
        {
            using var content = shelf.TryOpen(ContentHash.Of(File.ReadAllBytes(path))).ShouldNotBeNull(path);
            content.Length.ShouldBe(new FileInfo(path).Length);
        }

        shelf.TryOpen(ContentHash.Of([1])).ShouldBeNull();
        shelf.Find("other").ShouldBeNull();
        _log.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_a_damaged_manifest_out_and_says_so()
    {
        File.WriteAllText(ManifestPath, "{}");
        new PackageShelf([_source.Root], _log.Add).Find(PackageRoot.Name).ShouldBeNull();
        _log.Single().ShouldContain("Boards are not supplied with it");
    }

    [Fact]
    public async Task Takes_a_package_that_was_pushed_and_lets_it_go()
    {
        var shelf = new PackageShelf([], _log.Add);
        var (listing, store) = await PushedAsync();
        var hash = ContentHash.Of(listing.Write());
        await shelf.AdmitAsync(hash, listing, store);
        shelf.Find(PackageRoot.Name).ShouldBe(Manifest);
        await shelf.AdmitAsync(hash, listing, store);
        shelf.Dropped(hash);
        shelf.Find(PackageRoot.Name).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_another_content_under_a_name_that_is_taken()
    {
        var (listing, store) = await PushedAsync();
        var shelf = new PackageShelf([_source.Root], _log.Add);
        await shelf.AdmitAsync(default, listing, store);
        var manifest = JsonNode.Parse(File.ReadAllText(ManifestPath))!;
        manifest["version"] = "another";
        File.WriteAllText(ManifestPath, manifest.ToJsonString());
        var (changed, changedStore) = await PushedAsync();
        (await RefusalAsync(shelf, changed, changedStore)).ShouldContain("give this one another name");
    }

    [Fact]
    public async Task Refuses_a_listing_that_is_no_package_or_not_all_of_it()
    {
        var shelf = new PackageShelf([], _log.Add);
        var (listing, store) = await PushedAsync();
        (await RefusalAsync(shelf, ContentListing.Of(listing.Files.Where(file => !file.Path.EndsWith("manifest.json", StringComparison.Ordinal))), store)).ShouldContain("this one has 0");
        (await RefusalAsync(shelf, ContentListing.Of(listing.Files.Where(file => !file.Path.EndsWith("classes.txt", StringComparison.Ordinal))), store)).ShouldContain("classes.txt, which was not pushed");
        (await RefusalAsync(shelf, ContentListing.Of(listing.Files.Append(new("small/more", 1, default))), store)).ShouldContain("were pushed");
        (await RefusalAsync(shelf, ContentListing.Of(listing.Files.Select(file => file.Path.EndsWith("classes.txt", StringComparison.Ordinal) ? file with { Hash = default } : file)), store))
            .ShouldContain("is not the file that the manifest");
        shelf.Find(PackageRoot.Name).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_a_manifest_that_leads_out_of_the_root()
    {
        var manifest = JsonNode.Parse(File.ReadAllText(ManifestPath))!;
        manifest["parameters"]!["folder"] = "../../elsewhere";
        File.WriteAllText(ManifestPath, manifest.ToJsonString());
        var (listing, store) = await PushedAsync();
        (await RefusalAsync(new PackageShelf([], _log.Add), listing, store)).ShouldContain("leads out of");
    }

    private static async Task<string> RefusalAsync(PackageShelf shelf, ContentListing listing, ContentStore store) =>
        (await Should.ThrowAsync<ContentException>(() => shelf.AdmitAsync(default, listing, store))).Message;

    private async Task<(ContentListing Listing, ContentStore Store)> PushedAsync()
    {
        var store = new ContentStore(_folder[Guid.NewGuid().ToString("N")], 64 << 20, TimeProvider.System);
        var listing = await ContentListing.OfFolderAsync(_source.Root);
        foreach (var file in listing.Files) await store.PutFileAsync(Path.Combine(_source.Root, file.Path));
        return (listing, store);
    }
}
