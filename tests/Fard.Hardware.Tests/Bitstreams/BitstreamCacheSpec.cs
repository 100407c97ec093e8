using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;

namespace Fard.Hardware.Tests.Bitstreams;

public sealed class BitstreamCacheSpec : IDisposable
{
    private readonly PackageRoot _source = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fard-cache-").FullName;

    public void Dispose()
    {
        _source.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private byte[] Manifest => File.ReadAllBytes(Path.Combine(_source.PackageFolder, BitstreamManifest.FileName));

    [Fact]
    public void A_package_is_in_the_cache_once_it_is_whole()
    {
        var cache = new BitstreamCache(_folder, 64 << 20);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Manifest));
        using (var download = cache.Begin(PackageRoot.Name, Manifest))
        {
            cache.Find(hash).ShouldBeNull();
            Fetch(download);
            download.Complete().Load("small@6..8").ContentHash.ShouldBe(_source.Store.Load("small@6..8").ContentHash);
            download.ManifestHash.ShouldBe(hash);
        }

        cache.Find(hash)!.Load(PackageRoot.Name).ContentHash.ShouldBe(_source.Packed.ContentHash);
        new BitstreamCache(_folder, 64 << 20).Find(hash).ShouldNotBeNull();
    }

    [Fact]
    public void A_download_that_breaks_off_leaves_nothing()
    {
        var cache = new BitstreamCache(_folder, 64 << 20);
        cache.Begin(PackageRoot.Name, Manifest).Dispose();
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_missing_short_or_changed_keeps_the_package_out()
    {
        var cache = new BitstreamCache(_folder, 64 << 20);
        foreach (var damage in (Action<string>[])[File.Delete, path => File.WriteAllBytes(path, File.ReadAllBytes(path)[1..]), Flip])
        {
            using var download = cache.Begin(PackageRoot.Name, Manifest);
            Fetch(download);
            damage(download.Files[3].Path);
            Should.Throw<BitstreamPackageException>(() => download.Complete()).Message.ShouldContain(download.Files[3].Content.Name);
            cache.Find(download.ManifestHash).ShouldBeNull();
        }
    }

    [Fact]
    public void What_was_not_used_for_the_longest_time_makes_room()
    {
        var size = Directory.EnumerateFiles(_source.PackageFolder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        var cache = new BitstreamCache(_folder, (5 * size) / 2);
        var (first, second, third) = (TakeIn(cache, "first"), TakeIn(cache, "second"), default(string));
        Directory.SetLastWriteTimeUtc(Path.Combine(_folder, second), DateTime.UnixEpoch);
        cache.Find(first).ShouldNotBeNull();
        third = TakeIn(cache, "third");
        (cache.Find(first) is not null, cache.Find(second) is not null, cache.Find(third) is not null).ShouldBe((true, false, true));
        cache.Bytes.ShouldBeLessThanOrEqualTo(cache.MaxBytes);
    }

    [Fact]
    public void What_cannot_be_a_package_is_refused_before_anything_is_fetched()
    {
        Error(new BitstreamCache(_folder, 1000), Manifest).ShouldContain("more than the cache may hold (1000)");
        Error(manifest => manifest["parameters"]!["folder"] = "../../elsewhere").ShouldContain("leads out of");
        Error(manifest => manifest["parameters"]!["files"]![0]!["length"] = 1L << 40).ShouldContain("1099511627776 bytes in the manifest");
        Error(manifest => manifest["parameters"]!["files"]![0]!["length"] = -1).ShouldContain("-1 bytes in the manifest");
        Error(manifest => manifest["bit"] = new JsonObject { ["name"] = "../x.bit", ["length"] = 1, ["sha256"] = new string('0', 64) }).ShouldContain("no plain file name");
        Error(new BitstreamCache(_folder, 64 << 20), "{"u8.ToArray()).ShouldContain("manifest");
        Error(new BitstreamCache(_folder, 64 << 20), new byte[ManifestJson.MaxBytes + 1]).ShouldContain("more than the");
        Should.Throw<BitstreamPackageException>(() => new BitstreamCache(_folder, 64 << 20).Begin("../small", Manifest)).Message.ShouldContain("cannot be a package's name");
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123/..")]
    public void Nothing_is_found_by_what_is_no_hash(string hash) => new BitstreamCache(_folder, 1).Find(hash).ShouldBeNull();

    private string TakeIn(BitstreamCache cache, string version)
    {
        var manifest = JsonNode.Parse(Manifest)!;
        manifest["version"] = version;
        using var download = cache.Begin(PackageRoot.Name, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        Fetch(download);
        download.Complete();
        return download.ManifestHash;
    }

    private string Error(Action<JsonNode> edit)
    {
        var manifest = JsonNode.Parse(Manifest)!;
        edit(manifest);
        return Error(new BitstreamCache(_folder, 64 << 20), Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    private static string Error(BitstreamCache cache, byte[] manifest) => Should.Throw<BitstreamPackageException>(() => cache.Begin(PackageRoot.Name, manifest)).Message;

    private void Fetch(BitstreamDownload download)
    {
        foreach (var file in download.Files)
            File.Copy(Path.Combine(_source.PackageFolder, "parameters", file.Content.Name), file.Path);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[0] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
