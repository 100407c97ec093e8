using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Importing;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Hardware.Tests.Zynq.Configuration;
using Fard.Hardware.Zynq.Configuration;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Bitstreams.Importing;

public sealed class BnnPynqImportSpec : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fard-import-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SharedDataTheory]
    [InlineData("cifar10/cnvW2A2")]
    [InlineData("cifar10/cnvW1A2")]
    [InlineData("cifar10/cnvW1A1")]
    [InlineData("streetview/cnvW1A1")]
    [InlineData("road-signs/cnvW1A1")]
    [InlineData("mnist/lfcW1A1")]
    [InlineData("mnist/lfcW1A2")]
    [InlineData("chars_merged/lfcW1A1")]
    public void Imports_every_published_set(string set)
    {
        var (data, network) = (set.Split('/')[0], set.Split('/')[1]);
        var package = BnnPynqImport.Import(Request(SharedFiles.Parameters(set)));
        (package.Network.Name, package.Layers, package.Board).ShouldBe((network, package.Network.WholeRange, "pynq-z1"));
        package.Name.ShouldStartWith($"{network}-{data}");
        new BitstreamStore(_root).Load($"{network}-{data}@1..2").Devices.ShouldBe(DeviceKinds.WithoutBitstream);
        Directory.GetDirectories(_root, ".import*").ShouldBeEmpty();
    }

    [SharedDataFact]
    public void Takes_the_overlay_along_for_real_boards()
    {
        var package = BnnPynqImport.Import(Request(SharedFiles.Parameters("cifar10/cnvW2A2")) with { Name = "overlay", BitFile = Overlay.Bit, HwhFile = Overlay.Hwh });
        (package.KernelInterface, package.Devices.Contains(DeviceKinds.Zynq), package.ClockHertz).ShouldBe((KernelInterface.BnnPynq, true, 100_000_000));
        package.BitFile.ShouldNotBeNull();
    }

    [SharedDataFact]
    public void Refuses_an_overlay_in_part_or_for_another_board()
    {
        var request = Request(SharedFiles.Parameters("cifar10/cnvW2A2"));
        Should.Throw<BitstreamPackageException>(() => BnnPynqImport.Import(request with { BitFile = Overlay.Bit })).Message.ShouldContain("Give both");
        Should.Throw<ConfigurationFormatException>(() => BnnPynqImport.Import(request with { Board = BoardCatalog.Find("zc706"), BitFile = Overlay.Bit, HwhFile = Overlay.Hwh })).Message.ShouldContain("7z020");
        Directory.EnumerateFileSystemEntries(_root).ShouldBeEmpty();
    }

    [SharedDataFact]
    public void Refuses_a_name_that_is_taken_or_none()
    {
        var request = Request(SharedFiles.Parameters("mnist/lfcW1A1"));
        BnnPynqImport.Import(request);
        Should.Throw<BitstreamPackageException>(() => BnnPynqImport.Import(request)).Message.ShouldContain("there is one of that name");
        Should.Throw<BitstreamPackageException>(() => BnnPynqImport.Import(request with { Name = "../x" })).Message.ShouldContain("cannot be a package's");
    }

    [Fact]
    public void Says_what_is_missing_in_a_folder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "cnvW2A2")).FullName;
        Should.Throw<ParameterFormatException>(() => BnnPynqImport.Import(Request(folder))).Message.ShouldContain("classes.txt");
        var other = Directory.CreateDirectory(Path.Combine(_root, "weights")).FullName;
        Should.Throw<BitstreamPackageException>(() => BnnPynqImport.Import(Request(other))).Message.ShouldContain("Name the network");
    }

    private ImportRequest Request(string source) => new(source, _root, BoardCatalog.PynqZ1);
}
