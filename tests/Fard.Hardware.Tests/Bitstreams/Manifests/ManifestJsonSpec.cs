using System.Text;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Bitstreams.Manifests;

public class ManifestJsonSpec
{
    private static readonly BitstreamManifest Sample = new(
        1,
        "x",
        "1",
        "pynq-z1",
        100_000_000,
        new ManifestKernel(KernelInterface.BnnPynq),
        ["emulated"],
        new ManifestParameters("parameters", [new ManifestFile("classes.txt", 3, "00")]),
        "nowhere",
        "cnvW2A2",
        new ManifestLayers(new LayerRange(0, 5)),
        [new LayerFolding(8, 3)],
        Notes: "ä");

    [Fact]
    public void Reads_what_it_writes()
    {
        foreach (var layers in new[] { ManifestLayers.Any, Sample.Layers })
        {
            var json = ManifestJson.Write(Sample with { Layers = layers });
            var read = ManifestJson.Read("x", json);
            ManifestJson.Write(read).ShouldBe(json);
            read.Layers.ShouldBe(layers);
            (read.Bit, read.Notes, read.Kernel.Interface).ShouldBe((null, "ä", KernelInterface.BnnPynq));
        }
    }

    [Theory]
    [InlineData("\"board\": \"pynq-z1\"", "\"board\": \"pynq-z1\", \"bord\": 1", "bord")]
    [InlineData("\"board\": \"pynq-z1\"", "\"board\": \"pynq-z1\", \"board\": \"x\"", "board")]
    [InlineData("\"board\": \"pynq-z1\",", "", "board")]
    [InlineData("\"board\": \"pynq-z1\"", "\"board\": null", "board")]
    [InlineData("\"pe\": 8", "\"pe\": \"8\"", "pe")]
    [InlineData("\"bnn-pynq\"", "\"morse\"", "interface")]
    [InlineData("\"first\": 0", "\"first\": 0, \"first\": 1", "first")]
    [InlineData("\"first\": 0", "\"middle\": 0", "middle")]
    [InlineData("\"first\": 0", "\"first\": 0.5", "first")]
    [InlineData("\"first\": 0,", "", "first and last")]
    [InlineData("{", "[", "cannot be read")]
    [InlineData("\"format\": 1", "\"format\": 1 // one", "cannot be read")]
    public void Refuses_what_the_format_does_not_know(string find, string replacement, string says)
    {
        var json = Encoding.UTF8.GetString(ManifestJson.Write(Sample));
        json.ShouldContain(find);
        var changed = json[..json.IndexOf(find, StringComparison.Ordinal)] + replacement + json[(json.IndexOf(find, StringComparison.Ordinal) + find.Length)..];
        var error = Should.Throw<BitstreamPackageException>(() => ManifestJson.Read("x", Encoding.UTF8.GetBytes(changed)));
        error.Message.ShouldContain(says);
        error.Package.ShouldBe("x");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[")]
    public void Refuses_what_is_no_manifest_at_all(string json)
    {
        Should.Throw<BitstreamPackageException>(() => ManifestJson.Read("x", Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Answers_every_cut_and_flip_with_the_exact_error_or_a_manifest()
    {
        var json = ManifestJson.Write(Sample);
        for (var i = 0; i < json.Length; i++)
        {
            if (i < json.Length - 2)
                Should.Throw<BitstreamPackageException>(() => ManifestJson.Read("x", json.AsSpan(0, i)));
            var flipped = json.ToArray();
            flipped[i] ^= 0x11;
            try
            {
                ManifestJson.Read("x", flipped).ShouldNotBeNull();
            }
            catch (BitstreamPackageException error)
            {
                error.Package.ShouldBe("x");
            }
        }
    }
}
