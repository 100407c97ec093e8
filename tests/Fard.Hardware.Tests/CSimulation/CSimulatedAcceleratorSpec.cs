using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Tests.Bitstreams;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;

namespace Fard.Hardware.Tests.CSimulation;

public sealed class CSimulatedAcceleratorSpec(KernelFolder folder) : IClassFixture<KernelFolder>, IDisposable
{
    private const int Images = 70;

    private readonly PackageRoot _root = new();

    [CompilerFact]
    public async Task Computes_what_the_reference_does_also_beyond_one_start()
    {
        await using var device = await Loaded();
        var package = device.Loaded!;
        (device.Kind, device.MaxRunsInFlight, package.Name).ShouldBe(("hls-csim", 1, "small@6..8"));
        await ShouldEqualReference(device, package);
        await ShouldEqualReference(device, package);
    }

    [CompilerFact]
    public async Task Boards_of_one_process_have_their_own_weights()
    {
        using var otherRoot = new PackageRoot();
        ParameterFolder.Save(
            Fard.Hardware.Tests.Bitstreams.RandomParameters.Of(PackageRoot.Network, new Random(99)), Path.Combine(otherRoot.PackageFolder, "parameters"));
        await using var first = await Loaded();
        await using var second = NewDevice();
        var other = Pack(otherRoot);
        await second.LoadAsync(other, default);

        await ShouldEqualReference(first, first.Loaded!);
        await ShouldEqualReference(second, other);
    }

    [CompilerFact]
    public async Task Allocates_nothing_per_run()
    {
        await using var device = await Loaded();
        var input = new byte[device.Loaded!.Input.BytesPerImage];
        var output = new byte[device.Loaded.Output.BytesPerImage];
        var allocated = long.MaxValue;
        // The first runs make the run object and whatever the runtime keeps for a thread.
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var run = device.RunAsync(input, output, 1, default);
            SpinWait.SpinUntil(() => run.IsCompleted);
            await run;
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // The closure of the wait above; other tests may allocate at the same time, so the smallest figure counts.
        allocated.ShouldBeLessThan(1000);
    }

    [CompilerFact]
    public async Task Does_one_thing_at_a_time()
    {
        await using var device = await Loaded();
        var input = new byte[Images * device.Loaded!.Input.BytesPerImage];
        var output = new byte[Images * device.Loaded.Output.BytesPerImage];
        var run = device.RunAsync(input, output, Images, default);
        var refused = Should.Throw<AcceleratorException>(() => device.RunAsync(input, output, Images, default).AsTask());
        await run;
        refused.Message.ShouldContain("one thing at a time");
        await device.RunAsync(input, output, Images, default);
    }

    [CompilerFact]
    public async Task Refuses_what_does_not_fit()
    {
        await using var empty = NewDevice();
        (await Should.ThrowAsync<AcceleratorException>(async () => await empty.RunAsync(new byte[8], new byte[8], 1, default))).Message.ShouldContain("no package is loaded");
        BitstreamPacker.Pack(_root.Content with { Devices = [DeviceKinds.Emulated] });
        var emulated = _root.Store.Load("small@6..8");
        (await Should.ThrowAsync<AcceleratorException>(async () => await empty.LoadAsync(emulated, default))).Message.ShouldContain("is for emulated devices only");
        await using var otherBoard = new CSimulatedAccelerator(BoardCatalog.Zcu104, folder.Options);
        (await Should.ThrowAsync<AcceleratorException>(async () => await otherBoard.LoadAsync(Pack(_root), default))).Message.ShouldContain("was built for pynq-z1");

        await using var device = await Loaded();
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.RunAsync(new byte[63], new byte[128], 1, default))).Message.ShouldContain("64 bytes, not 63");
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.RunAsync(new byte[64], new byte[127], 1, default))).Message.ShouldContain("room for 127");
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.RunAsync(default, default, 0, default))).Message.ShouldContain("at least 1 image");
    }

    [CompilerFact]
    public async Task Refuses_damaged_parameters()
    {
        var package = Pack(_root);
        File.Delete(Path.Combine(package.ParameterFolder, "7-0-weights.bin"));
        await using var device = NewDevice();
        var refused = await Should.ThrowAsync<AcceleratorException>(async () => await device.LoadAsync(package, default));
        refused.Message.ShouldContain("7-0-weights.bin");
        device.Loaded.ShouldBeNull();
    }

    [CompilerFact]
    public async Task A_run_after_the_end_is_refused()
    {
        var device = await Loaded();
        await device.DisposeAsync();
        await device.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await device.RunAsync(new byte[64], new byte[128], 1, default));
    }

    public void Dispose() => _root.Dispose();

    private static async Task ShouldEqualReference(CSimulatedAccelerator device, BitstreamPackage package)
    {
        var reference = new ReferenceExecutor(ParameterFolder.Load(package.Network, package.ParameterFolder), package.Layers);
        var input = Fard.Networks.Tests.Generators.RandomStreams.Create(new Random(5), package.Input, Images);
        var (expected, output) = (new byte[Images * package.Output.BytesPerImage], new byte[Images * package.Output.BytesPerImage]);
        reference.Execute(input, expected, Images);
        await device.RunAsync(input, output, Images, default);
        output.AsSpan().SequenceEqual(expected).ShouldBeTrue();
    }

    private static BitstreamPackage Pack(PackageRoot root)
    {
        BitstreamPacker.Pack(root.Content with { Devices = [DeviceKinds.Emulated, DeviceKinds.CSimulation] });
        return root.Store.Load("small@6..8");
    }

    private async Task<CSimulatedAccelerator> Loaded()
    {
        var device = NewDevice();
        await device.LoadAsync(Pack(_root), default);
        return device;
    }

    private CSimulatedAccelerator NewDevice() => new(BoardCatalog.PynqZ1, folder.Options);
}
