using System.Collections.Immutable;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Tests.Bitstreams;

public class BitstreamPackerSpec
{
    private static readonly byte[] BitHead = [0x00, 0x09, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x00, 0x00, 0x01];

    [Fact]
    public void Packs_everything_that_a_package_can_say()
    {
        using var root = new PackageRoot();
        File.WriteAllBytes(Path.Combine(root.PackageFolder, "kernel.bit"), BitHead);
        File.WriteAllText(Path.Combine(root.PackageFolder, "kernel.hwh"), "<EDKSYSTEM/>");
        var package = BitstreamPacker.Pack(root.Content with
        {
            Layers = new LayerRange(0, 8),
            Version = "2.1",
            Devices = [DeviceKinds.Emulated, DeviceKinds.Zynq],
            KernelInterface = KernelInterface.BnnPynq,
            BitFile = "kernel.bit",
            HwhFile = "kernel.hwh",
            Resources = ImmutableDictionary<string, ResourceFigure>.Empty.Add("bram36", new ResourceFigure(131.5, "Vivado 2018.2")),
            Notes = "For a test.",
        });

        (package.Version, package.KernelInterface, package.Provenance).ShouldBe(("2.1", KernelInterface.BnnPynq, "Random numbers."));
        package.Devices.ShouldBe(["emulated", "zynq"]);
        package.BitFile.ShouldBe(Path.Combine(root.PackageFolder, "kernel.bit"));
        package.HwhFile.ShouldBe(Path.Combine(root.PackageFolder, "kernel.hwh"));
        package.Resources["bram36"].ShouldBe(new ResourceFigure(131.5, "Vivado 2018.2"));
    }

    [Fact]
    public void Writes_the_same_manifest_for_the_same_content()
    {
        using var root = new PackageRoot();
        BitstreamPacker.Pack(root.Content).ContentHash.ShouldBe(root.Packed.ContentHash);
    }

    [Fact]
    public void Refuses_parameters_of_another_network()
    {
        using var root = new PackageRoot();
        Should.Throw<ParameterFormatException>(() => BitstreamPacker.Pack(root.Content with { Network = NetworkCatalog.LfcW1A1 }));
    }

    [Fact]
    public void Refuses_a_name_that_cannot_be_one_and_a_file_that_is_not_there()
    {
        using var root = new PackageRoot();
        Should.Throw<BitstreamPackageException>(() => BitstreamPacker.Pack(root.Content with { Folder = Path.Combine(root.Root, "a b") }))
            .Message.ShouldContain("cannot be a package's name");
        Should.Throw<BitstreamPackageException>(() => BitstreamPacker.Pack(root.Content with { HwhFile = "none.hwh" })).Message.ShouldContain("none.hwh");
    }
}
