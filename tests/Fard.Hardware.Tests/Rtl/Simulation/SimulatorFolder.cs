using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>A working folder of one test class, and the cache of built simulations that all classes of a test run share.</summary>
public sealed class SimulatorFolder : IDisposable
{
    private static readonly Lazy<string> Cache = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("fard-rtl-cache-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    });

    public string Path { get; } = Directory.CreateTempSubdirectory("fard-rtl-").FullName;

    /// <summary>Optimisation 1: what is simulated here is small, and building takes longer than simulating.</summary>
    public RtlSimulationOptions Options => new() { CacheFolder = Cache.Value, Optimisation = 1 };

    /// <summary>A path for a new file or folder.</summary>
    public string NewPath() => System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N"));

    internal async Task<SimulatedKernel> Build(NetworkDescription network, LayerRange range, RtlSimulationOptions options)
    {
        var kernel = new RtlKernel(network, range, options.Kernel);
        return new SimulatedKernel(await new SimulationBuilder(options).BuildAsync(kernel, CancellationToken.None), kernel, options);
    }

    /// <summary>Loads parameters by the driver of real boards, runs images, and compares with the reference executor.</summary>
    internal static void ShouldEqualReference(SimulatedKernel simulated, NetworkParameters parameters, ReadOnlySpan<byte> input)
    {
        using var driver = Driver(simulated);
        driver.LoadParameters(parameters, CancellationToken.None);
        RunShouldEqualReference(simulated, driver, parameters, input);
    }

    internal static void RunShouldEqualReference(SimulatedKernel simulated, KernelDriver driver, NetworkParameters parameters, ReadOnlySpan<byte> input)
    {
        var kernel = simulated.Kernel;
        var images = input.Length / (8 * kernel.InputWords);
        var (expected, output) = (new byte[8 * kernel.OutputWords * images], new byte[8 * kernel.OutputWords * images]);
        new ReferenceExecutor(parameters, kernel.Range).Execute(input, expected, images);
        driver.Run(input, output, images, CancellationToken.None);
        output.AsSpan().SequenceEqual(expected).ShouldBeTrue($"{kernel}: {kernel.Network.Layers[kernel.Range.First]}");
    }

    internal static HlsKernelDriver Driver(SimulatedKernel simulated, int imagesPerStart = 16) =>
        RtlSession.CreateDriver(simulated, SimulatedClock.Nominal(simulated), imagesPerStart);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
