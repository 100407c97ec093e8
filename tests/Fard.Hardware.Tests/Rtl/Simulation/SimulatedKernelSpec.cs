using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>The registers, the bus and the FIFOs of one small kernel.</summary>
public sealed class SimulatedKernelSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    private const uint Control = 0x00, GlobalInterruptEnable = 0x04, InterruptEnable = 0x08, InterruptStatus = 0x0c;
    private const uint Start = 1, Done = 2, Idle = 4, Ready = 8, AutoRestart = 0x80;

    private static readonly NetworkDescription Network = SmallNetwork.Network;

    private static readonly NetworkParameters Parameters = RandomParameters.Create(new Random(1), Network);

    [SimulatorFact]
    public async Task Registers_hold_what_was_written()
    {
        using var kernel = await Build();
        foreach (var offset in new uint[] { 0x10, 0x14, 0x1c, 0x20, 0x28, 0x30 })
            kernel.Write32(offset, 0xa5000000 | offset);
        foreach (var offset in new uint[] { 0x10, 0x14, 0x1c, 0x20, 0x28, 0x30 })
            kernel.Read32(offset).ShouldBe(0xa5000000 | offset);
        kernel.Read32(0x34).ShouldBe(0u);
        kernel.Read32(Control).ShouldBe(Idle);
    }

    [SimulatorFact]
    public async Task Done_and_ready_are_cleared_by_reading_them()
    {
        using var kernel = await Build();
        kernel.Write32(Control, Start);
        // No images: done as soon as it has started.
        kernel.Read32(Control).ShouldBe(Done | Idle | Ready);
        kernel.Read32(Control).ShouldBe(Idle);
    }

    [SimulatorFact]
    public async Task Writing_the_interrupt_status_toggles_it()
    {
        using var kernel = await Build();
        kernel.Write32(InterruptEnable, 1);
        kernel.Write32(Control, Start);
        kernel.Read32(Control);
        (kernel.Read32(InterruptStatus), kernel.Interrupt).ShouldBe((1u, false));
        kernel.Write32(GlobalInterruptEnable, 1);
        kernel.Interrupt.ShouldBeTrue();
        kernel.Write32(InterruptStatus, 1);
        (kernel.Read32(InterruptStatus), kernel.Interrupt).ShouldBe((0u, false));
        kernel.Write32(InterruptStatus, 3);
        kernel.Read32(InterruptStatus).ShouldBe(3u);
    }

    [SimulatorFact]
    public async Task Restarts_by_itself_when_told_to()
    {
        using var kernel = await Build();
        kernel.Write32(Control, Start | AutoRestart);
        kernel.Run(100);
        (kernel.Read32(Control) & (Start | Done | AutoRestart)).ShouldBe(Start | Done | AutoRestart);
        kernel.Write32(Control, 0);
        kernel.Read32(Control);
        kernel.Read32(Control).ShouldBe(Idle);
    }

    [SimulatorFact]
    public async Task An_address_without_a_buffer_is_an_error()
    {
        using var kernel = await Build();
        kernel.Write32(0x30, 1);
        kernel.Write32(Control, Start);
        var refused = Should.Throw<AcceleratorException>(() => kernel.Read32(Control)).Message;
        refused.ShouldContain("layers 0..2 of small");
        refused.ShouldContain("reached for 0x0, where no buffer is");
    }

    [SimulatorFact]
    public async Task Input_that_was_not_synchronised_is_not_seen()
    {
        using var kernel = await Build();
        var memory = new SimulatedMemory(kernel);
        using var buffer = memory.Allocate(64);
        buffer.Bytes.Fill(0x5a);
        buffer.SyncForProcessor(64);
        buffer.Bytes.ToArray().ShouldAllBe(b => b == 0);
        buffer.Bytes.Fill(0x5a);
        buffer.SyncForDevice(32);
        buffer.SyncForProcessor(64);
        buffer.Bytes.ToArray().Count(b => b == 0x5a).ShouldBe(32);
    }

    [SimulatorFact]
    public async Task Kernels_of_one_build_share_nothing()
    {
        using var first = await Build();
        using var second = await Build();
        var other = RandomParameters.Create(new Random(2), Network);
        using var driver = SimulatorFolder.Driver(first);
        driver.LoadParameters(Parameters, CancellationToken.None);
        var input = RandomStreams.Create(new Random(3), Network.Input, 20);
        SimulatorFolder.ShouldEqualReference(second, other, input);
        SimulatorFolder.RunShouldEqualReference(first, driver, Parameters, input);
    }

    [SimulatorFact]
    public async Task A_kernel_that_hangs_is_given_up()
    {
        using var kernel = await Build();
        using var driver = SimulatorFolder.Driver(kernel);
        driver.LoadParameters(Parameters, CancellationToken.None);
        kernel.Limit([.. kernel.Kernel.Fifos.Select(fifo => fifo.Name == "layer1_pixels" ? 0 : fifo.Depth)]);
        var input = RandomStreams.Create(new Random(3), Network.Input, 1);
        var refused = Should.Throw<AcceleratorException>(() => driver.Run(input, new byte[8 * kernel.Kernel.OutputWords], 1, CancellationToken.None)).Message;
        refused.ShouldContain("it waits for ever");
    }

    [SimulatorFact]
    public async Task The_drivers_limit_counts_cycles()
    {
        using var kernel = await Build();
        var options = new KernelDriverOptions { Time = new SimulatedClock(kernel, 100_000_000), StartLimit = TimeSpan.FromMicroseconds(1) };
        using var driver = new HlsKernelDriver(Network, Network.WholeRange, kernel, HlsRegisterMap.Default, new SimulatedMemory(kernel), options);
        // 100,000 cycles at least, far more than 1 us.
        Should.Throw<AcceleratorException>(() => driver.Run(RandomStreams.Create(new Random(3), Network.Input, 64), new byte[64 * 8 * kernel.Kernel.OutputWords], 64, CancellationToken.None))
            .Message.ShouldContain("was not done");
    }

    [SimulatorFact]
    public async Task Steady_state_is_the_interval_of_the_slowest_layer()
    {
        var input = RandomStreams.Create(new Random(4), Network.Input, 12);
        var report = await RtlMeasurement.MeasureAsync(Parameters, Network.WholeRange, input, folder.Options, CancellationToken.None);
        report.IdealInterval.ShouldBe(10 * 6 * 36);
        report.Counters.Interval!.Value.ShouldBeInRange(report.IdealInterval, 1.01 * report.IdealInterval);
        report.Counters.FirstOutput.ShouldBeInRange(1, report.Counters.ImageEnds[0]);
        report.Counters.ImageEnds.Length.ShouldBe(12);
        report.Counters.Fifos.ShouldAllBe(fifo => fifo.HighWater >= 1 && fifo.HighWater <= fifo.Fifo.Depth);
        report.Stages.Select(stage => stage.Unit).ShouldBe(["reader", "window0", "matrix0", "pool0", "window1", "matrix1", "matrix2", "writer"]);
        // The slowest unit hardly waits; the one behind the pool, which is fast, waits most of the time.
        report.Stages.Single(stage => stage.Unit == "window0").WaitedForRoom!.Value.ShouldBeGreaterThan(report.Counters.ImageEnds[^1] / 2);
        report.Stages.Single(stage => stage.Unit == "window1").WaitedForInput!.Value.ShouldBeGreaterThan(report.Counters.ImageEnds[^1] / 2);
    }

    [SimulatorFact]
    public async Task The_smallest_depths_reach_the_interval_and_smaller_ones_do_not()
    {
        const double tolerance = 0.001;
        var input = RandomStreams.Create(new Random(5), Network.Input, 8);
        var options = folder.Options with { Kernel = new() { PixelDepth = 512 } };
        var trials = new List<FifoTrial>();
        var found = await FifoDepthSearch.SearchAsync(Parameters, Network.WholeRange, input, 64, tolerance, options, trials.Add, CancellationToken.None);
        found.Simulations.ShouldBe(trials.Count);
        found.Interval.ShouldBeLessThanOrEqualTo(found.ReachableInterval * (1 + tolerance));
        found.Fifos.Select(fifo => fifo.Name).ShouldBe(["source_words", "layer0_pixels", "layer0_windows", "layer1_pixels", "layer1_windows", "layer2_pixels", "result_words"]);
        // Windows arrive in words of 2 channels, three times slower than the matrix unit takes them: they collect while it is busy with the one before.
        var windows = found.Fifos.Single(fifo => fifo.Name == "layer0_windows").Depth;
        windows.ShouldBeInRange(3, 6);
        trials.Last(trial => trial.Depths[2] == windows - 1).Interval.ShouldBeGreaterThan(found.ReachableInterval * (1 + tolerance));
    }

    private Task<SimulatedKernel> Build() => folder.Build(Network, Network.WholeRange, folder.Options);
}
