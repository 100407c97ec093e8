using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Tests.Bitstreams;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Simulation;

public sealed class RtlSimulatedAcceleratorSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>, IDisposable
{
    private readonly PackageRoot _root = new();

    [SimulatorFact]
    public async Task Computes_what_the_reference_does()
    {
        const int images = 2;
        var package = _root.Store.Load("small@8..8");
        await using var device = new RtlSimulatedAccelerator(BoardCatalog.PynqZ1, folder.Options);
        await device.LoadAsync(package, default);
        (device.Kind, device.MaxRunsInFlight, device.Loaded).ShouldBe(("rtl", 1, package));

        var input = RandomStreams.Create(new Random(5), package.Input, images);
        var (expected, output) = (new byte[images * package.Output.BytesPerImage], new byte[images * package.Output.BytesPerImage]);
        new ReferenceExecutor(ParameterFolder.Load(package.Network, package.ParameterFolder), package.Layers).Execute(input, expected, images);
        await device.RunAsync(input, output, images, default);
        output.ShouldBe(expected);
    }

    [Fact]
    public async Task Refuses_packages_of_another_board_or_device()
    {
        await using var device = new RtlSimulatedAccelerator(BoardCatalog.Zcu104, folder.Options);
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.LoadAsync(_root.Packed, default))).Message.ShouldContain("RTL-simulated zcu104: package small");
        BitstreamPacker.Pack(_root.Content with { Devices = [DeviceKinds.Emulated] });
        await using var other = new RtlSimulatedAccelerator(BoardCatalog.PynqZ1, folder.Options);
        (await Should.ThrowAsync<AcceleratorException>(async () => await other.LoadAsync(_root.Store.Load("small"), default))).Message.ShouldContain("is for emulated devices only");
    }

    public void Dispose() => _root.Dispose();
}
