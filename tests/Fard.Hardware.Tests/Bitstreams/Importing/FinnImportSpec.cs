using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Importing;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Hardware.Tests.Zynq.Configuration;
using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Tests.Bitstreams.Importing;

public sealed class FinnImportSpec : IDisposable
{
    private readonly FinnFolder _folder = new();
    private readonly string _root = Directory.CreateTempSubdirectory("fard-import-").FullName;

    private ImportRequest Request => new(_folder.Folder, _root, BoardCatalog.PynqZ1) { Name = "finn-cnv", Network = "cnvW2A2" };

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Imports_a_deployment_folder()
    {
        FinnImport.Recognises(_folder.Folder).ShouldBeTrue();
        var package = FinnImport.Import(Request);
        (package.Name, package.KernelInterface, package.ClockHertz).ShouldBe(("finn-cnv", KernelInterface.Finn, 100_000_000));
        package.Devices.ShouldBe([DeviceKinds.Zynq]);
        package.Finn.ShouldBe(new FinnTensors("UINT8", "UINT8", 3072, 1));
        Directory.GetFiles(package.ParameterFolder).Select(Path.GetFileName).ShouldBe(["1_0_MatrixVectorActivation_0.dat"]);
        new BitstreamStore(_root).Load("finn-cnv").ContentHash.ShouldBe(package.ContentHash);
    }

    [Fact]
    public void Weights_are_optional_and_the_driver_may_lie_beside_the_bitfile_folder()
    {
        Directory.Delete(Path.Combine(_folder.Folder, "driver"), recursive: true);
        _folder.Write("deploy/driver.py", FinnFolder.Script.Replace("[DataType['UINT8']]", "DataType.UINT8", StringComparison.Ordinal));
        var package = FinnImport.Import(Request);
        package.Finn.ShouldNotBeNull().InputType.ShouldBe("UINT8");
        BitstreamOutline.Read("finn-cnv", File.ReadAllBytes(Path.Combine(_root, "finn-cnv", "manifest.json"))).Files.Length.ShouldBe(2);
    }

    [Fact]
    public void A_weight_file_that_changes_afterwards_is_found()
    {
        var package = FinnImport.Import(Request);
        File.AppendAllText(Path.Combine(package.ParameterFolder, "1_0_MatrixVectorActivation_0.dat"), "1\n");
        Should.Throw<BitstreamPackageException>(() => new BitstreamStore(_root).Load("finn-cnv")).Message.ShouldContain("1_0_MatrixVectorActivation_0.dat");
    }

    [Theory]
    [InlineData("\"num_inputs\" : 1", "\"num_inputs\" : 2", "num_inputs 2; supported is 1")]
    [InlineData("\"num_outputs\" : 1", "\"num_outputs\" : 3", "num_outputs 3")]
    [InlineData("\"ishape_packed\"", "\"other\"", "no 'ishape_packed'")]
    [InlineData("\"idt\"", "\"other\"", "no 'idt'")]
    [InlineData("\"ishape_packed\" : [(1, 32, 32, 1, 3)]", "\"ishape_packed\" : [(1, 28, 28, 1, 1)]", "takes 784 bytes an image, and cnvW2A2 has 3072")]
    [InlineData("\"oshape_packed\" : [(1, 1, 1)]", "\"oshape_packed\" : [(65536, 65536, 2)]", "no more than 2 GiB")]
    [InlineData("\"oshape_packed\" : [(1, 1, 1)]", "\"oshape_packed\" : [(1, 0)]", "sizes from 1 on")]
    [InlineData("io_shape_dict", "something", "no io_shape_dict")]
    public void Refuses_an_accelerator_that_nothing_drives(string from, string to, string reason)
    {
        _folder.Write("deploy/driver/driver.py", FinnFolder.Script.Replace(from, to, StringComparison.Ordinal));
        Refusal(Request).ShouldContain(reason);
    }

    [Theory]
    [InlineData("1_0_x.dat", "xyz", "line 1 of 1_0_x.dat")]
    [InlineData("1_0_x.dat", "1\n123456789", "line 2 of 1_0_x.dat")]
    [InlineData("weights.dat", "1", "is not named as FINN names runtime weights")]
    [InlineData("idma1.npy", "", "external weights")]
    public void Refuses_weights_that_are_none(string file, string text, string reason)
    {
        _folder.Write($"deploy/driver/runtime_weights/{file}", text);
        Refusal(Request).ShouldContain(reason);
    }

    [Fact]
    public void Refuses_a_folder_that_is_not_whole()
    {
        Refusal(Request with { Network = null }).ShouldContain("Name the one that it was made from");
        _folder.Write("deploy/bitfile/other.hwh", "");
        Refusal(Request).ShouldContain("2 .hwh files");
        File.Delete(Path.Combine(_folder.Folder, "bitfile", "other.hwh"));
        _folder.Write("deploy/bitfile/finn-accel.hwh", FinnFolder.Handoff("idma0"));
        Refusal(Request).ShouldContain("has no odma0");
        File.Delete(_folder.BitPath);
        Refusal(Request).ShouldContain("0 .bit files");
        Refusal(Request with { Source = _root }).ShouldContain("no deployment folder");
    }

    [Fact]
    public void Refuses_a_bitstream_for_another_board()
    {
        File.WriteAllBytes(_folder.BitPath, SmallBit.File("7z045ffg900", SmallBit.Words(0x0373_1093)));
        Should.Throw<ConfigurationFormatException>(() => FinnImport.Import(Request)).Message.ShouldContain("7z045");
    }

    private string Refusal(ImportRequest request)
    {
        var message = Should.Throw<BitstreamPackageException>(() => FinnImport.Import(request)).Message;
        Directory.EnumerateFileSystemEntries(_root).ShouldBeEmpty();
        return message;
    }
}
