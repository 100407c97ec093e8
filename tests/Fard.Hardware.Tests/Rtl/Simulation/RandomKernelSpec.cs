using Fard.Hardware.Rtl.Simulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>
/// Random networks, foldings, parameters, images, memory stalls and FIFO depths against the reference executor. What changes at run time is random a hundred
/// times for a build.
/// </summary>
public sealed class RandomKernelSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    public static TheoryData<int> ManySeeds => [.. Enumerable.Range(100, 40)];

    [SimulatorTheory]
    [InlineData(3)]
    [InlineData(8)]
    public Task Kernels_compute_what_the_reference_does(int seed) => ShouldEqualReference(seed);

    [LongSimulatorTheory]
    [MemberData(nameof(ManySeeds))]
    public Task Many_kernels_compute_what_the_reference_does(int seed) => ShouldEqualReference(seed);

    private async Task ShouldEqualReference(int seed)
    {
        var network = RandomNetworks.Create(new Random(seed));
        var options = folder.Options with { StallPerMille = seed % 3 * 200, Seed = seed, Kernel = new() { PixelDepth = 8, WindowDepth = 4 } };
        using var simulated = await folder.Build(network, network.WholeRange, options);
        using var driver = SimulatorFolder.Driver(simulated);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), runSeed =>
        {
            var random = new Random(runSeed);
            var parameters = RandomParameters.Create(random, network);
            simulated.Limit([.. simulated.Kernel.Fifos.Select(fifo => fifo.Name is "source_words" or "result_words" ? fifo.Depth : random.Next(1, fifo.Depth + 1))]);
            driver.LoadParameters(parameters, CancellationToken.None);
            SimulatorFolder.RunShouldEqualReference(simulated, driver, parameters, RandomStreams.Create(random, network.Input, random.Next(4)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }
}
