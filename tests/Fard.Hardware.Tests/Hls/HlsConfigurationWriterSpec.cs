using Fard.Hardware.Hls;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Hls;

public class HlsConfigurationWriterSpec
{
    private static readonly NetworkDescription Network = NetworkCatalog.CnvW2A2;

    [Fact]
    public void Writes_layers_streams_and_processes_from_memory_to_memory()
    {
        var header = HlsConfigurationWriter.Write(Network, new LayerRange(3, 3), new HlsKernelOptions { StreamDepth = 7 });
        header.ShouldContain("#define FARD_KERNEL fard_cnvW2A2_3_3\n");
        header.ShouldContain("#define FARD_INPUT_WORDS 576\n");
        header.ShouldContain("#define FARD_OUTPUT_WORDS 100\n");
        header.ShouldContain("    static constexpr unsigned Pe = 8;\n");
        header.ShouldContain("    static constexpr unsigned AccumulatorBits = 12;\n");
        header.ShouldEndWith(
            """
            #define FARD_LAYERS(LAYER) \
                LAYER(Layer3)

            #define FARD_STREAMS(STREAM) \
                STREAM(memoryWords, 64, 7) \
                STREAM(pixels3, 32, 7) \
                STREAM(windows3, 32, 7) \
                STREAM(results3, 16, 7) \
                STREAM(pooled3, 16, 7) \
                STREAM(resultWords, 64, 7)

            #define FARD_PROCESSES(READ, RESIZE, SLIDE, MULTIPLY, POOL, WRITE) \
                READ(memoryWords) \
                RESIZE(memoryWords, pixels3, 64, 32, 36864u) \
                SLIDE(Layer3, pixels3, windows3) \
                MULTIPLY(Layer3, windows3, results3) \
                POOL(Layer3, results3, pooled3) \
                RESIZE(pooled3, resultWords, 16, 64, 6400u) \
                WRITE(resultWords)

            #endif

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Names_the_kernel_after_network_and_range()
    {
        HlsConfigurationWriter.TopFunction(Network with { Name = "a-net 2" }, new LayerRange(1, 4)).ShouldBe("fard_a_net_2_1_4");
    }

    [Fact]
    public void Refuses_a_range_that_is_none_and_streams_that_hold_nothing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => HlsConfigurationWriter.Write(Network, new LayerRange(3, 9)));
        Should.Throw<ArgumentOutOfRangeException>(() => HlsConfigurationWriter.Write(Network, Network.WholeRange, new HlsKernelOptions { StreamDepth = 0 }));
    }

    [Fact]
    public void The_whole_network_has_the_published_number_of_parameter_words()
    {
        HlsParameterWords.Count(Network, Network.WholeRange).ShouldBe(360_512);
    }
}
