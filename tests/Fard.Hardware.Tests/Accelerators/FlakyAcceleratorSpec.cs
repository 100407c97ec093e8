using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Faults;

namespace Fard.Hardware.Tests.Accelerators;

public class FlakyAcceleratorSpec(LoadedPackage loaded) : IClassFixture<LoadedPackage>
{
    private readonly List<string> _log = [];

    [Fact]
    public async Task Equal_seeds_give_equal_faults_and_other_seeds_others()
    {
        var first = await FaultsAsync(seed: 7);
        (await FaultsAsync(seed: 7)).ShouldBe(first);
        (await FaultsAsync(seed: 8)).ShouldNotBe(first);
        first.Count(failed => failed).ShouldBeInRange(60, 140);
        _log.ShouldAllBe(text => text.StartsWith("Injected fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_device_that_hangs_stays_so_until_it_is_reset()
    {
        await using var device = await StartAsync(new FaultRates { Hang = 1 });
        for (var run = 0; run < 2; run++)
        {
            using var cut = new CancellationTokenSource();
            var running = RunAsync(device, cut.Token);
            running.IsCompleted.ShouldBeFalse();
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(running);
        }

        _log.Count.ShouldBe(1);
        await device.ResetAsync(default);
        device.Loaded.ShouldBeNull();
    }

    [Fact]
    public async Task A_load_fails_before_anything_is_loaded()
    {
        var (inner, _) = await loaded.Load();
        await using var device = new FlakyAccelerator(inner, new FaultRates { LoadFail = 1 }, _log.Add);
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.LoadAsync(loaded.Package, default))).Message.ShouldContain("Injected");
    }

    [Fact]
    public async Task Rates_of_zero_change_nothing()
    {
        new FaultRates().IsNone.ShouldBeTrue();
        await using var device = await StartAsync(new FaultRates());
        for (var run = 0; run < 100; run++) await RunAsync(device, default);
        _log.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-0.1, 0, 0)]
    [InlineData(0, 1.1, 0)]
    [InlineData(0, 0, double.NaN)]
    [InlineData(0.6, 0.6, 0)]
    public async Task Refuses_what_is_no_probability(double fail, double hang, double loadFail)
    {
        var (inner, _) = await loaded.Load();
        await using var __ = inner;
        Should.Throw<ArgumentOutOfRangeException>(() => new FlakyAccelerator(inner, new FaultRates { Fail = fail, Hang = hang, LoadFail = loadFail }));
    }

    private async Task<bool[]> FaultsAsync(int seed)
    {
        await using var device = await StartAsync(new FaultRates { Fail = 0.25, Seed = seed });
        var faults = new bool[400];
        for (var run = 0; run < faults.Length; run++)
        {
            try
            {
                await RunAsync(device, default);
            }
            catch (AcceleratorException)
            {
                faults[run] = true;
            }
        }

        return faults;
    }

    private async Task<FlakyAccelerator> StartAsync(FaultRates rates)
    {
        var (inner, _) = await loaded.Load();
        return new FlakyAccelerator(inner, rates, _log.Add);
    }

    private static Task RunAsync(IAccelerator device, CancellationToken token) => device.RunAsync(new byte[64], new byte[128], 1, token).AsTask();
}
