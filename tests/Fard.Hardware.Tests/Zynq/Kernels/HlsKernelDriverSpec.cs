using System.Collections.Immutable;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Tests.CSimulation;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Zynq.Kernels;

public sealed class HlsKernelDriverSpec(KernelFolder folder) : IClassFixture<KernelFolder>
{
    [CompilerFact]
    public async Task Drives_the_compiled_kernel_through_memory_that_is_not_coherent()
    {
        const int images = 5;
        var (network, layers) = (NetworkCatalog.CnvW2A2, new LayerRange(7, 8));
        var random = new Random(4);
        var parameters = RandomParameters.Create(random, network);
        var input = RandomStreams.Create(random, network.StreamBefore(7), images);
        var reference = new ReferenceExecutor(parameters, layers);
        var (expected, output) = (new byte[images * reference.Output.BytesPerImage], new byte[images * reference.Output.BytesPerImage]);
        reference.Execute(input, expected, images);

        var memory = new FakeDeviceMemory();
        using var library = new KernelLibrary(await new KernelBuilder(folder.Options).BuildAsync(network, layers, KernelTarget.Library, default));
        using (var driver = new HlsKernelDriver(network, layers, library, HlsRegisterMap.Default, memory, new KernelDriverOptions { ImagesPerStart = 2 }))
        {
            driver.LoadParameters(parameters, default);
            driver.Run(input, output, images, default);
        }

        output.ShouldBe(expected);
        memory.LiveBuffers.ShouldBe(0);
    }

    [Fact]
    public void Takes_the_registers_from_the_hand_off()
    {
        var registers = ImmutableDictionary<string, uint>.Empty
            .Add("CTRL", 0x00).Add("source_1", 0x10).Add("source_2", 0x14).Add("destination_1", 0x1c).Add("destination_2", 0x20).Add("mode", 0x28).Add("images", 0x30);
        var kernel = new HandoffKernel("kernel.hwh", "kernel_0", "fard_cnvW2A2_0_5", 0x43C0_0000, 0x1_0000, registers, 100_000_000);
        HlsRegisterMap.Of(kernel).ShouldBe(HlsRegisterMap.Default);
        Should.Throw<ConfigurationFormatException>(() => HlsRegisterMap.Of(kernel with { Registers = registers.Remove("mode") })).Message.ShouldContain("no register mode");
    }
}
