using Fard.Hardware.Rtl.Generation;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Simulation;

public sealed class ParameterFilesSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    [SimulatorFact]
    public async Task A_kernel_with_parameter_files_needs_no_load()
    {
        var network = SmallNetwork.Network;
        var parameters = RandomParameters.Create(new Random(6), network);
        var prefix = Directory.CreateDirectory(folder.NewPath()).FullName + "/";
        RtlParameterFiles.Write(prefix, parameters, network.WholeRange);
        using var simulated = await folder.Build(network, network.WholeRange, folder.Options with { Kernel = new() { ParameterFiles = prefix } });
        using var driver = SimulatorFolder.Driver(simulated);
        var input = RandomStreams.Create(new Random(7), network.Input, 3);
        SimulatorFolder.RunShouldEqualReference(simulated, driver, parameters, input);

        // And other parameters can be loaded over them.
        SimulatorFolder.ShouldEqualReference(simulated, RandomParameters.Create(new Random(8), network), input);
    }
}
