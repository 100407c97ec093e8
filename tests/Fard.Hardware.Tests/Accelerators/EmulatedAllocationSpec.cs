using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Pacing;

namespace Fard.Hardware.Tests.Accelerators;

[CollectionDefinition(Name, DisableParallelization = true)]
public class AloneCollection
{
    public const string Name = "alone";
}

[Collection(AloneCollection.Name)]
public class EmulatedAllocationSpec(LoadedPackage loaded) : IClassFixture<LoadedPackage>
{
    private const int Runs = 2_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_allocates_nothing(bool paced)
    {
        var pacing = paced ? new EmulatedPacing(_ => new KernelTiming(1_000, 1_000, 1_000_000_000), Pacers.Create(TimeProvider.System)) : null;
        var (device, _) = await loaded.Load(pacing);
        await using var __ = device;
        await Repeat(device);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Repeat(device);

        // One object a run would be 24 bytes at least.
        ((GC.GetTotalAllocatedBytes(precise: true) - before) / Runs).ShouldBeLessThan(20);
    }

    private static async Task Repeat(EmulatedAccelerator device)
    {
        var (input, output) = (new byte[64], new byte[128]);
        for (var i = 0; i < Runs / 2; i++)
        {
            // Off the test runner's synchronisation context, which allocates for every continuation.
            var first = device.RunAsync(input, output, 1, CancellationToken.None);
            var second = device.RunAsync(input, output, 1, CancellationToken.None);
            await first.ConfigureAwait(false);
            await second.ConfigureAwait(false);
        }
    }
}
