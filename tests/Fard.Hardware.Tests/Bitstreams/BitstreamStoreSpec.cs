using System.Text.Json.Nodes;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Bitstreams;

public class BitstreamStoreSpec
{
    [Fact]
    public void Loads_any_range_of_a_package_that_covers_any()
    {
        using var root = new PackageRoot();
        var whole = root.Store.Load(PackageRoot.Name);
        var front = root.Store.Load("small@0..5", "pynq-z1");

        (whole.Name, whole.Layers).ShouldBe(("small@0..8", new LayerRange(0, 8)));
        (front.Name, front.Layers).ShouldBe(("small@0..5", new LayerRange(0, 5)));
        front.Network.Layers.ShouldBe(PackageRoot.Network.Layers);
        (front.Input.BytesPerImage, front.Output.BytesPerImage).ShouldBe((3072, 64));
        (front.Board, front.ClockHertz).ShouldBe(("pynq-z1", 100_000_000));
        front.Devices.ShouldBe(["emulated", "hls-csim", "rtl"]);
        front.ParameterFolder.ShouldBe(Path.Combine(root.PackageFolder, "parameters"));
        front.BitFile.ShouldBeNull();
        front.ContentHash.ShouldNotBe(whole.ContentHash);
        front.ContentHash.ShouldBe(root.Store.Load("small@0..5").ContentHash);
        whole.ContentHash.ShouldBe(root.Store.Load("small@0..8").ContentHash);
    }

    [Fact]
    public void Loads_a_package_of_one_range_by_its_name_or_with_that_range()
    {
        using var root = new PackageRoot();
        BitstreamPacker.Pack(root.Content with { Layers = new LayerRange(6, 8) });

        var package = root.Store.Load("small");
        (package.Name, package.Layers).ShouldBe(("small", new LayerRange(6, 8)));
        root.Store.Load("small@6..8").ContentHash.ShouldBe(package.ContentHash);
        root.Error("small@0..5").ShouldContain("layers 6..8 only");
    }

    [Fact]
    public void Finds_packages_in_the_first_root_that_has_them()
    {
        using var one = new PackageRoot();
        using var two = new PackageRoot();
        Directory.Move(two.PackageFolder, Path.Combine(two.Root, "other"));
        Directory.CreateDirectory(Path.Combine(two.Root, "empty"));
        var store = new BitstreamStore(Path.Combine(one.Root, "missing"), one.Root, two.Root);

        store.Names.ShouldBe(["other", "small"]);
        store.Load("small").ParameterFolder.ShouldStartWith(one.Root);
        Should.Throw<BitstreamPackageException>(() => store.Load("none")).Message.ShouldContain("There are other, small.");
    }

    [Fact]
    public void Lets_packages_share_one_parameter_folder()
    {
        using var root = new PackageRoot();
        var back = Directory.CreateDirectory(Path.Combine(root.Root, "small-6-8")).FullName;
        BitstreamPacker.Pack(root.Content with { Folder = back, ParameterFolder = "../small/parameters", Layers = new LayerRange(6, 8) })
            .ParameterFolder.ShouldBe(root.Packed.ParameterFolder);
    }

    [Fact]
    public void Does_not_hash_a_verified_package_again_until_its_manifest_changes()
    {
        using var root = new PackageRoot();
        var store = root.Store;
        var first = store.Load("small");
        File.AppendAllText(Path.Combine(first.ParameterFolder, "classes.txt"), "three\n");

        store.Load("small").ShouldBeSameAs(first);
        File.AppendAllText(Path.Combine(root.PackageFolder, BitstreamManifest.FileName), "\n");
        Should.Throw<BitstreamPackageException>(() => store.Load("small")).Message.ShouldContain("classes.txt");
    }

    [Fact]
    public void Refuses_the_wrong_board()
    {
        using var root = new PackageRoot();
        root.Error("small", "zcu104").ShouldContain("built for the board pynq-z1, not for zcu104");
    }

    [Fact]
    public void Refuses_a_range_outside_the_network()
    {
        using var root = new PackageRoot();
        root.Error("small@0..9").ShouldContain("layers 0..9 are not within cnvW2A2's 0..8");
        root.Error("small@5..4").ShouldContain("not within");
    }

    [Fact]
    public void Names_the_parameter_file_that_was_changed_cut_or_lost()
    {
        using var root = new PackageRoot();
        var path = Path.Combine(root.PackageFolder, "parameters", "3-0-thres.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[7] ^= 1;
        File.WriteAllBytes(path, bytes);
        root.Error("small").ShouldContain($"{path} has the SHA-256");
        File.WriteAllBytes(path, bytes[..^1]);
        root.Error("small").ShouldContain($"{path} has {bytes.Length - 1} bytes where the manifest says {bytes.Length}");
        File.Delete(path);
        root.Error("small").ShouldContain($"{path} is named by the manifest and cannot be read");
    }

    [Fact]
    public void Refuses_a_manifest_whose_statements_cannot_be()
    {
        using var root = new PackageRoot();
        var original = File.ReadAllBytes(Path.Combine(root.PackageFolder, BitstreamManifest.FileName));

        Says(m => m["format"] = 2, "format 2");
        Says(m => m["name"] = "else", "calls itself 'else'");
        Says(m => m["network"] = "cnvW9A9", "network 'cnvW9A9' is unknown");
        Says(m => m["board"] = "", "names no board");
        Says(m => m["clockHz"] = 0, "clock of 0 Hz");
        Says(m => m["layers"] = JsonNode.Parse("""{ "first": 0, "last": 9 }"""), "layers 0..9");
        Says(m => m["layers"] = JsonNode.Parse("""{ "first": 5, "last": 4 }"""), "layers 5..4");
        Says(m => m["folding"]!.AsArray().RemoveAt(0), "an entry for each");
        Says(m => m["folding"]![0]!["simd"] = 5, "folding does not fit");
        Says(m => m["devices"] = new JsonArray(), "no kind of device");
        Says(m => m["devices"] = new JsonArray("abacus"), "'abacus' is unknown");
        Says(m => m["devices"] = new JsonArray("zynq"), "needs a bit file");
        Says(m => m["resources"] = JsonNode.Parse("""{ "lut": { "value": 1, "source": " " } }"""), "a source");
        Says(m => m["resources"] = JsonNode.Parse("""{ "gates": { "value": 1, "source": "x" } }"""), "'gates' is unknown");
        Says(m => m["parameters"]!["folder"] = "../../elsewhere", "leads out of");
        Says(m => m["parameters"]!["folder"] = "..", "leads out of");
        Says(m => m["parameters"]!["folder"] = "/etc", "no relative path");
        Says(m => m["parameters"]!["folder"] = "a\\b", "no relative path");
        Says(m => m["parameters"]!["files"]!.AsArray().RemoveAt(0), "does not list the parameter file 0-0-weights.bin");
        Says(m => m["parameters"]!["files"]!.AsArray().Add(Entry("x.bin")), "lists x.bin, which is no parameter file");
        Says(m => m["parameters"]!["files"]!.AsArray().Add(Entry("classes.txt")), "classes.txt twice");
        Says(m => m["parameters"]!["files"]![0]!["length"] = 1L << 40, "accepted are 0 to");
        Says(m => m["hwh"] = Entry("../small/x.hwh"), "no plain file name");

        void Says(Action<JsonObject> edit, string message)
        {
            root.ErrorAfter(edit).ShouldContain(message);
            File.WriteAllBytes(Path.Combine(root.PackageFolder, BitstreamManifest.FileName), original);
        }

        static JsonObject Entry(string name) => new() { ["name"] = name, ["length"] = 1, ["sha256"] = new string('0', 64) };
    }

    [Fact]
    public void Refuses_a_placeholder_instead_of_a_bit_file()
    {
        using var root = new PackageRoot();
        File.WriteAllText(Path.Combine(root.PackageFolder, "kernel.bit"), "to be made later");
        Should.Throw<BitstreamPackageException>(() => BitstreamPacker.Pack(root.Content with { BitFile = "kernel.bit" }))
            .Message.ShouldContain("does not start like a Xilinx .bit file");
    }

    [Fact]
    public void Refuses_a_manifest_that_is_too_large()
    {
        using var root = new PackageRoot();
        File.WriteAllBytes(Path.Combine(root.PackageFolder, BitstreamManifest.FileName), new byte[ManifestJson.MaxBytes + 1]);
        root.Error("small").ShouldContain("more than the 1048576");
    }
}
