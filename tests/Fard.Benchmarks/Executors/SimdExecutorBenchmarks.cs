using BenchmarkDotNet.Attributes;
using Fard.Networks.Description;
using Fard.Networks.Simd;

namespace Fard.Benchmarks.Executors;

/// <summary>The vector executor on cnvW2A2, by vector width and batch size.</summary>
[MemoryDiagnoser]
public class SimdExecutorBenchmarks
{
    private SimdExecutor _executor = null!;
    private byte[] _input = [], _output = [];

    [Params(1, 8, 20)]
    public int Images { get; set; }

    [Params(VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512)]
    public VectorWidth Width { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var network = NetworkCatalog.CnvW2A2;
        _executor = new SimdExecutor(RandomTernaryParameters.Create(network, seed: 1), network.WholeRange, Width);
        _input = ImageBatch.Create(network.Input, Images);
        _output = new byte[Images * _executor.Output.BytesPerImage];
    }

    [Benchmark]
    public void CnvW2A2() => _executor.Execute(_input, _output, Images);
}
