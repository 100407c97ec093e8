using System.Text;
using Fard.Actors.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Content;

public sealed class ContentListingSpec : IDisposable
{
    private readonly ContentFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_what_it_wrote_whatever_the_order()
    {
        var names = Gen.ListOf(Gen.Elements("a", "b", "c/d", "c/e.bin", "f g", "ä/.config"));
        Prop.ForAll(names.ToArbitrary(), paths =>
        {
            var entries = paths.Distinct().Select(path => new ContentEntry(path, path.Length, ContentHash.Of(Encoding.UTF8.GetBytes(path)))).ToArray();
            var listing = ContentListing.Of(entries);
            var read = ContentListing.Read(listing.Write());
            return read.Files.SequenceEqual(listing.Files) && read.Write().AsSpan().SequenceEqual(ContentListing.Of(entries.Reverse()).Write());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Lists_the_files_below_a_folder()
    {
        _folder.Write("b.txt", [1, 2]);
        _folder.Write("deep/er/a.txt", [3]);
        _folder.Write("skip.me", [4]);
        var listing = await ContentListing.OfFolderAsync(_folder.Path, path => path != "skip.me");
        listing.Files.ShouldBe([new("b.txt", 2, ContentHash.Of([1, 2])), new("deep/er/a.txt", 1, ContentHash.Of([3]))]);
        listing.TotalBytes.ShouldBe(3);
    }

    [Fact]
    public async Task Refuses_a_link()
    {
        File.CreateSymbolicLink(_folder["link"], "/etc/hostname");
        (await Should.ThrowAsync<ContentException>(() => ContentListing.OfFolderAsync(_folder.Path))).Message.ShouldContain("is a link");
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("./a")]
    [InlineData("..")]
    [InlineData("a\\..\\b")]
    [InlineData("C:/windows")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void Refuses_a_path_that_is_none_of_a_file_below_the_folder(string path) =>
        Refusal(new ContentEntry(path, 1, default)).ShouldContain("A listing has");

    [Fact]
    public void Refuses_paths_that_are_too_long_or_too_deep()
    {
        Refusal(new ContentEntry(new string('a', 513), 1, default)).ShouldContain("513 characters");
        Refusal(new ContentEntry(string.Join('/', Enumerable.Repeat("a", 17)), 1, default)).ShouldContain("17 levels");
    }

    [Fact]
    public void Refuses_a_file_twice_and_a_file_that_is_a_folder_too()
    {
        Refusal(new ContentEntry("a", 1, default), new("a", 2, default)).ShouldContain("'a' twice");
        Refusal(new ContentEntry("a", 1, default), new("a.b", 1, default), new("a/b", 2, default)).ShouldContain("as a file and as a folder");
    }

    [Fact]
    public void Refuses_too_much()
    {
        var limits = new ContentLimits { MaxFiles = 2, MaxFileBytes = 10, MaxTotalBytes = 15 };
        RefusalWithin(limits, new ContentEntry("a", 11, default)).ShouldContain("accepted are 0 to 10");
        RefusalWithin(limits, new ContentEntry("a", -1, default)).ShouldContain("-1 bytes");
        RefusalWithin(limits, new ContentEntry("a", 10, default), new("b", 10, default)).ShouldContain("more than 15 bytes");
        RefusalWithin(limits, new ContentEntry("a", 1, default), new("b", 1, default), new("c", 1, default)).ShouldContain("at most 2");
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("null", "It holds null")]
    [InlineData("""{"format":2,"files":[]}""", "format 2")]
    [InlineData("""{"format":1}""", "files")]
    [InlineData("""{"format":1,"files":[],"more":1}""", "more")]
    [InlineData("""{"format":1,"files":[{"path":"a","length":1,"sha256":"12"}]}""", "64 lower-case hexadecimal digits")]
    [InlineData("""{"format":1,"files":[{"path":"a","length":1}]}""", "sha256")]
    [InlineData("""{"format":1,"files":[null]}""", "null where a file is due")]
    public void Refuses_what_is_no_listing(string json, string reason)
    {
        var refused = Should.Throw<ContentException>(() => ContentListing.Read(Encoding.UTF8.GetBytes(json)));
        refused.Error.ShouldBe(ContentError.BadListing);
        refused.Message.ShouldContain(reason);
    }

    [Fact]
    public void Refuses_a_listing_that_is_too_long() =>
        Should.Throw<ContentException>(() => ContentListing.Read(new byte[ContentListing.MaxBytes + 1])).Message.ShouldContain("at most");

    private static string Refusal(params ContentEntry[] files) => RefusalWithin(new ContentLimits(), files);

    private static string RefusalWithin(ContentLimits limits, params ContentEntry[] files)
    {
        var refused = Should.Throw<ContentException>(() => ContentListing.Of(files, limits));
        refused.Error.ShouldBe(ContentError.BadListing);
        return refused.Message;
    }
}
