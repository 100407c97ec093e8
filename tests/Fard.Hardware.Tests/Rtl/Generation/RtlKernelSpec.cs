using System.Collections.Immutable;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Tests.Rtl.Simulation;
using Fard.Networks.Description;
using Fard.Networks.Tests.Generators;

namespace Fard.Hardware.Tests.Rtl.Generation;

public class RtlKernelSpec
{
    [Fact]
    public void A_layer_is_one_module_of_known_units()
    {
        var kernel = new RtlKernel(NetworkCatalog.CnvW2A2, new(3, 4));
        var files = kernel.Generate();
        files.Select(file => file.Name).ShouldBe(["fard_cnvW2A2_layer3.v", "fard_cnvW2A2_layer4.v", "fard_cnvW2A2_3_4.v"]);
        files[0].Text.ShouldContain("fard_sliding_window #(.WIDTH(32), .KERNEL(3), .MAP_HEIGHT(12), .MAP_WIDTH(12), .GROUPS(8)) window (");
        files[0].Text.ShouldContain("fard_max_pool #(.LANES(8), .CODE_BITS(2), .MAP_WIDTH(10), .WORDS(16)) pool (");
        files[1].Text.ShouldContain("fard_matrix_vector #(.PE(4), .SIMD(8), .NEURON_FOLD(64), .SYNAPSE_FOLD(144),");
        files[1].Text.ShouldNotContain("fard_max_pool");
        kernel.Fifos.Select(fifo => (fifo.Name, fifo.Before, fifo.After)).ShouldBe(
        [
            ("source_words", "memory", "reader"), ("layer3_pixels", "reader", "window3"), ("layer3_windows", "window3", "matrix3"),
            ("layer4_pixels", "pool3", "window4"), ("layer4_windows", "window4", "matrix4"), ("result_words", "matrix4", "writer"),
        ]);
    }

    [Fact]
    public void Depths_are_chosen_for_all_and_for_single_fifos()
    {
        var options = new RtlOptions { PixelDepth = 100, WindowDepth = 3, Depths = ImmutableDictionary<string, int>.Empty.Add("layer4_pixels", 7) };
        new RtlKernel(NetworkCatalog.CnvW2A2, new(3, 4), options).Fifos.Select(fifo => fifo.Depth).ShouldBe([16, 100, 3, 7, 3, 32]);
    }

    [Fact]
    public void Refuses_what_cannot_be_built()
    {
        static RtlKernel Kernel(RtlOptions options) => new(NetworkCatalog.CnvW2A2, new(3, 4), options);
        Should.Throw<ArgumentOutOfRangeException>(() => Kernel(new() { PixelDepth = 1 })).Message.ShouldContain("layer3_pixels");
        Should.Throw<ArgumentOutOfRangeException>(() => Kernel(new() { Depths = ImmutableDictionary<string, int>.Empty.Add("layer5_pixels", 7) })).Message.ShouldContain("have no FIFO of that name; they have source_words");
        Should.Throw<ArgumentOutOfRangeException>(() => new RtlKernel(NetworkCatalog.CnvW2A2, new(3, 9))).Message.ShouldContain("0..8");
    }

    [SimulatorFact]
    public async Task Random_kernels_pass_lint_as_they_are_synthesised()
    {
        using var folder = new SimulatorFolder();
        for (var seed = 0; seed < 3; seed++)
        {
            var network = RandomNetworks.Create(new Random(seed));
            var kernel = new RtlKernel(network, network.WholeRange);
            var path = folder.NewPath();
            var files = kernel.WriteTo(path).Select(file => Path.Combine(path, file));
            string[] arguments = ["--lint-only", "-Wall", "-Wno-DECLFILENAME", "-Wno-UNUSEDSIGNAL", "-Wno-SYMRSVDWORD", "-Wno-PINCONNECTEMPTY", "--top-module", kernel.Name];
            var (exitCode, report) = await Fard.Hardware.Tests.CSimulation.ShellCommand.Run("verilator", [.. arguments, .. files]);
            exitCode.ShouldBe(0, $"seed {seed}: {report}");
        }
    }
}
