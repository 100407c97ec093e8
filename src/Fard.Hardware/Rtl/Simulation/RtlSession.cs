using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>A simulated kernel with its parameters loaded, for runs that are measured. One thread at a time.</summary>
internal sealed class RtlSession : IDisposable
{
    private readonly SimulatedKernel _simulated;
    private readonly HlsKernelDriver _driver;

    private RtlSession(SimulatedKernel simulated, int imagesPerStart)
    {
        _simulated = simulated;
        _driver = CreateDriver(simulated, SimulatedClock.Nominal(simulated), imagesPerStart);
    }

    public RtlKernel Kernel => _simulated.Kernel;

    /// <summary>Builds the kernel, unless the cache has it, and loads the parameters through its registers.</summary>
    /// <exception cref="AcceleratorException">A tool is missing or failed.</exception>
    public static async Task<RtlSession> OpenAsync(
        RtlKernel kernel, NetworkParameters parameters, int imagesPerStart, RtlSimulationOptions options, CancellationToken cancellationToken)
    {
        var path = await new SimulationBuilder(options).BuildAsync(kernel, cancellationToken).ConfigureAwait(false);
        var session = new RtlSession(new SimulatedKernel(path, kernel, options), imagesPerStart);
        try
        {
            await Task.Run(() => session._driver.LoadParameters(parameters, cancellationToken), cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The driver of real boards on a simulated kernel. Its limit on a start counts the kernel's cycles; the simulation itself finds a kernel that hangs.</summary>
    public static HlsKernelDriver CreateDriver(SimulatedKernel simulated, TimeProvider clock, int imagesPerStart) =>
        new(
            simulated.Kernel.Network, simulated.Kernel.Range, simulated, HlsRegisterMap.Default, new SimulatedMemory(simulated),
            new KernelDriverOptions { ImagesPerStart = imagesPerStart, StartLimit = TimeSpan.FromHours(1), Time = clock });

    /// <summary>Runs images in one start and gives what was counted.</summary>
    /// <param name="input">The packed stream of at most as many images as a start takes.</param>
    /// <param name="output">Room for the results.</param>
    /// <param name="images">Images.</param>
    /// <param name="depths">Words that each FIFO may hold, or null for its depth.</param>
    public SimulationCounters Run(ReadOnlySpan<byte> input, Span<byte> output, int images, ImmutableArray<int>? depths = null)
    {
        _simulated.Limit(depths ?? [.. Kernel.Fifos.Select(fifo => fifo.Depth)]);
        _simulated.ClearCounters();
        _driver.Run(input, output, images, CancellationToken.None);
        return _simulated.Counters();
    }

    public void Dispose()
    {
        _driver.Dispose();
        _simulated.Dispose();
    }
}
