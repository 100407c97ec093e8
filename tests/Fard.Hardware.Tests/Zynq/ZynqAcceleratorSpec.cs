using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Tests.Bitstreams;
using Fard.Hardware.Tests.CSimulation;
using Fard.Hardware.Tests.Zynq.Configuration;
using Fard.Hardware.Zynq;
using Fard.Hardware.Zynq.Registers;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq;

public sealed class ZynqAcceleratorSpec(KernelFolder folder) : IClassFixture<KernelFolder>, IDisposable
{
    private readonly FakeBoard _board = new(bufferBytes: 4 << 20);
    private readonly PackageRoot _root = new();
    private readonly List<(ulong Address, uint Bytes)> _opened = [];
    private IRegisters _registers = new FakeKernelRegisters([], _ => { });

    public void Dispose()
    {
        _board.Dispose();
        _root.Dispose();
    }

    [CompilerFact]
    public async Task Fards_kernel_runs_from_package_to_scores()
    {
        const int images = 70;
        var package = Pack();
        using var library = new KernelLibrary(await new KernelBuilder(folder.Options).BuildAsync(package.Network, package.Layers, KernelTarget.Library, default));
        _registers = library;
        await using var device = NewDevice();
        await device.LoadAsync(package, default);
        (device.Kind, device.Loaded, device.MaxRunsInFlight).ShouldBe(("zynq", package, 1));
        _board.Loads.ShouldHaveSingleItem();
        _opened.ShouldBe([(0x43C0_0000ul, 0x1_0000u)]);

        var reference = new ReferenceExecutor(ParameterFolder.Load(package.Network, package.ParameterFolder), package.Layers);
        var input = RandomStreams.Create(new Random(5), package.Input, images);
        var (expected, output) = (new byte[images * package.Output.BytesPerImage], new byte[images * package.Output.BytesPerImage]);
        reference.Execute(input, expected, images);
        await device.RunAsync(input, output, images, default);
        output.ShouldBe(expected);

        await device.LoadAsync(package, default);
        _board.Loads.ShouldHaveSingleItem();
    }

    [SharedDataFact]
    public async Task The_published_overlay_runs_with_its_trained_parameters()
    {
        var parameters = Path.Combine(SharedFiles.Root!, "bnn-pynq", "params", "cifar10", "cnvW2A2");
        var name = Path.Combine(_root.Root, "overlay");
        var network = NetworkCatalog.CnvW2A2;
        ParameterFolder.Save(ParameterFolder.Load(network, parameters), Path.Combine(name, "parameters"));
        File.Copy(Overlay.Bit, Path.Combine(name, "overlay.bit"));
        File.Copy(Overlay.Hwh, Path.Combine(name, "overlay.hwh"));
        var package = BitstreamPacker.Pack(new BitstreamContent(name, network, network.WholeRange, "pynq-z1", 100_000_000, "Published.")
        {
            Devices = [DeviceKinds.Zynq],
            KernelInterface = KernelInterface.BnnPynq,
            BitFile = "overlay.bit",
            HwhFile = "overlay.hwh",
        });
        var overlay = new FakeBnnPynqOverlay(network, _board);
        overlay.Registers.ReadsUntilDone = 0;
        _registers = overlay.Registers;
        await using var device = NewDevice();
        await device.LoadAsync(package, default);
        overlay.WordCount.ShouldBe(360_512);

        var input = RandomStreams.Create(new Random(6), network.Input, 1);
        var (expected, output) = (new byte[package.Output.BytesPerImage], new byte[package.Output.BytesPerImage]);
        new ReferenceExecutor(ParameterFolder.Load(network, parameters), network.WholeRange).Execute(input, expected, 1);
        await device.RunAsync(input, output, 1, default);
        output.ShouldBe(expected);
    }

    [Fact]
    public async Task Files_for_another_part_are_refused_before_anything_is_loaded()
    {
        var error = await LoadError(Pack(SmallBit.File("7z045ffg900", SmallBit.Words())));
        error.ShouldContain("it was built for the part 7z045ffg900, pynq-z1 has a xc7z020");
        error = await LoadError(Pack(SmallBit.File("7z020clg400", SmallBit.Words(0x1373_1093))));
        error.ShouldContain("is for an FPGA with IDCODE 0x3731093");
        _board.Loads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hand_off_without_the_packages_kernel_is_refused_before_anything_is_loaded()
    {
        (await LoadError(Pack(handoff: SmallHandoff.Of("fard_cnvW2A2_0_5")))).ShouldContain("it has 0 kernels of the type fard_cnvW2A2_6_8");
        (await LoadError(Pack(handoff: SmallHandoff.Of("fard_cnvW2A2_6_8", "CTRL")))).ShouldContain("has no register source_1");
    }

    [Fact]
    public async Task A_board_without_buffers_says_what_to_do()
    {
        _board.Remove(Hardware.Zynq.Linux.BoardPaths.DmaBuffers);
        (await LoadError(Pack())).ShouldContain("modprobe u-dma-buf");
        _board.Loads.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_emulated_package_is_refused() =>
        (await LoadError(_root.Packed)).ShouldContain("is for emulated, hls-csim, rtl devices only");

    [Fact]
    public async Task A_kernel_that_hangs_is_an_error_and_the_next_load_configures_the_fpga_again()
    {
        _registers = new FakeKernelRegisters([0x10, 0x14, 0x1c, 0x20, 0x28, 0x30], _ => { }) { ReadsUntilDone = -1 };
        (await LoadError(Pack(), TimeSpan.Zero)).ShouldContain("The kernel was not done");
        _registers = new FakeKernelRegisters([0x10, 0x14, 0x1c, 0x20, 0x28, 0x30], _ => { });
        await using var device = NewDevice();
        await device.LoadAsync(Pack(), default);
        _board.Loads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Accelerators_of_finn_are_no_positions()
    {
        var package = Pack() with { KernelInterface = KernelInterface.Finn };
        (await LoadError(package)).ShouldContain("gives labels where a position of a pipeline needs");
    }

    private async Task<string> LoadError(BitstreamPackage package, TimeSpan? startLimit = null)
    {
        await using var device = NewDevice(startLimit);
        var error = await Should.ThrowAsync<AcceleratorException>(async () => await device.LoadAsync(package, default));
        device.Loaded.ShouldBeNull();
        return error.Message;
    }

    private ZynqAccelerator NewDevice(TimeSpan? startLimit = null) => new(BoardCatalog.PynqZ1, new ZynqOptions
    {
        Files = _board,
        OpenRegisters = (_, address, bytes) =>
        {
            _opened.Add((address, bytes));
            return _registers;
        },
        StartLimit = startLimit ?? TimeSpan.FromSeconds(30),
    });

    private BitstreamPackage Pack(byte[]? bit = null, string? handoff = null)
    {
        File.WriteAllBytes(Path.Combine(_root.PackageFolder, "small.bit"), bit ?? SmallBit.File("7z020clg400", SmallBit.Words()));
        File.WriteAllText(Path.Combine(_root.PackageFolder, "small.hwh"), handoff ?? SmallHandoff.Of("fard_cnvW2A2_6_8"));
        return BitstreamPacker.Pack(_root.Content with
        {
            Layers = new LayerRange(6, 8),
            Devices = [DeviceKinds.Zynq],
            KernelInterface = KernelInterface.FardHls,
            BitFile = "small.bit",
            HwhFile = "small.hwh",
        });
    }
}
