using Fard.Hardware.Accelerators;
using Fard.Hardware.Boards;

namespace Fard.Hardware.Tests.Accelerators;

public class EmulatedAcceleratorSpec(LoadedPackage loaded) : IClassFixture<LoadedPackage>
{
    [Fact]
    public async Task Runs_complete_in_order_with_their_results()
    {
        var (device, executor) = await loaded.Load();
        await using var _ = device;
        executor.Gate.Reset();
        var outputs = Enumerable.Range(0, 5).Select(_ => new byte[256]).ToArray();
        var runs = outputs.Select(output => device.RunAsync(new byte[128], output, 2, CancellationToken.None).AsTask()).ToArray();
        executor.Gate.Set();
        await Task.WhenAll(runs);
        outputs.Select(output => (int)output[0]).ShouldBe([1, 2, 3, 4, 5]);
        device.LateRuns.ShouldBe(0);
    }

    [Fact]
    public async Task Loads_a_package_once()
    {
        var made = 0;
        await using var device = new EmulatedAccelerator(BoardCatalog.PynqZ1, (network, _, range) =>
        {
            made++;
            return new GatedExecutor(network, range);
        });
        device.Loaded.ShouldBeNull();
        await device.LoadAsync(loaded.Package, CancellationToken.None);
        await device.LoadAsync(loaded.Package, CancellationToken.None);
        made.ShouldBe(1);
        await device.LoadAsync(loaded.Store.Load("small@0..5"), CancellationToken.None);
        made.ShouldBe(2);
        device.Loaded!.Name.ShouldBe("small@0..5");
        device.Kind.ShouldBe("emulated");
    }

    [Fact]
    public async Task Refuses_lengths_and_counts_that_do_not_fit()
    {
        var (device, _) = await loaded.Load();
        await using var __ = device;
        (await Fails(() => device.RunAsync(new byte[64], new byte[128], 0, default))).ShouldContain("at least 1 image");
        (await Fails(() => device.RunAsync(new byte[63], new byte[128], 1, default))).ShouldContain("have 64 bytes, not 63");
        (await Fails(() => device.RunAsync(new byte[64], new byte[127], 1, default))).ShouldContain("need 128 bytes");
        (await Fails(() => device.RunAsync(new byte[64], new byte[128], int.MaxValue, default))).ShouldContain("not 64");
    }

    [Fact]
    public async Task Refuses_a_package_of_another_board_or_for_other_devices()
    {
        await using var device = new EmulatedAccelerator(BoardCatalog.Zcu104, (network, _, range) => new GatedExecutor(network, range));
        (await Fails(() => device.LoadAsync(loaded.Package, default))).ShouldContain("was built for pynq-z1. Choose a package for zcu104");
        (await Fails(() => device.LoadAsync(loaded.Package with { Board = "zcu104", Devices = ["zynq"] }, default))).ShouldContain("zynq devices only");
        (await Fails(() => device.RunAsync(new byte[64], new byte[128], 1, default))).ShouldContain("no package is loaded");
    }

    [Fact]
    public async Task Is_empty_after_a_load_that_failed()
    {
        var (device, _) = await loaded.Load();
        await using var __ = device;
        (await Fails(() => device.LoadAsync(loaded.Package with { ContentHash = "x", ParameterFolder = "/nowhere" }, default))).ShouldContain("/nowhere");
        device.Loaded.ShouldBeNull();
        await device.LoadAsync(loaded.Package, default);
        device.Loaded.ShouldNotBeNull();
    }

    [Fact]
    public async Task Refuses_more_runs_than_its_limit_and_loading_below_them()
    {
        var (device, executor) = await loaded.Load(maxRunsInFlight: 2);
        await using var _ = device;
        executor.Gate.Reset();
        var first = device.RunAsync(new byte[64], new byte[128], 1, default).AsTask();
        var second = device.RunAsync(new byte[64], new byte[128], 1, default).AsTask();
        (await Fails(() => device.RunAsync(new byte[64], new byte[128], 1, default))).ShouldContain("2 runs are under way");
        (await Fails(() => device.LoadAsync(loaded.Package with { ContentHash = "x" }, default))).ShouldContain("2 runs are under way");
        executor.Gate.Set();
        await first;
        await second;
        await device.RunAsync(new byte[64], new byte[128], 1, default);
    }

    [Fact]
    public async Task A_failed_run_fails_alone()
    {
        var (device, _) = await loaded.Load();
        await using var __ = device;
        var bad = new byte[64];
        bad[0] = 255;
        (await Fails(() => device.RunAsync(bad, new byte[128], 1, default))).ShouldContain("the input was 255");
        await device.RunAsync(new byte[64], new byte[128], 1, default);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_its_turn_is_not_computed()
    {
        var (device, executor) = await loaded.Load();
        await using var _ = device;
        using var cancelled = new CancellationTokenSource();
        executor.Gate.Reset();
        var first = device.RunAsync(new byte[64], new byte[128], 1, default).AsTask();
        var second = device.RunAsync(new byte[64], new byte[128], 1, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        executor.Gate.Set();
        await first;
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        executor.Runs.ShouldBe(1);
        await Should.ThrowAsync<OperationCanceledException>(async () => await device.RunAsync(new byte[64], new byte[128], 1, cancelled.Token));
    }

    [Fact]
    public async Task Takes_its_load_time_from_the_clock()
    {
        var time = new Pacing.ManualTime();
        await using var device = new EmulatedAccelerator(
            BoardCatalog.PynqZ1,
            (network, _, range) => new GatedExecutor(network, range),
            null,
            new EmulatedAcceleratorOptions { LoadTime = TimeSpan.FromSeconds(2), Time = time });
        var loading = device.LoadAsync(loaded.Package, default).AsTask();
        SpinWait.SpinUntil(() => time.Pending == 1, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (await Fails(() => device.LoadAsync(loaded.Package, default))).ShouldContain("being loaded already");
        time.Advance(TimeSpan.FromSeconds(2));
        await loading;
        device.Loaded.ShouldNotBeNull();
    }

    [Fact]
    public async Task Disposing_ends_every_run_and_refuses_new_ones()
    {
        var (device, executor) = await loaded.Load();
        executor.Gate.Reset();
        var runs = Enumerable.Range(0, 3).Select(_ => device.RunAsync(new byte[64], new byte[128], 1, default).AsTask()).ToArray();
        var disposing = device.DisposeAsync();
        executor.Gate.Set();
        await disposing;
        await Task.WhenAll(runs);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await device.RunAsync(new byte[64], new byte[128], 1, default));
        await device.DisposeAsync();
    }

    private static async Task<string> Fails(Func<ValueTask> action) => (await Should.ThrowAsync<AcceleratorException>(async () => await action())).Message;
}
