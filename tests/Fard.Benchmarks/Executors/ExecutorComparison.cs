using System.Globalization;
using System.Text.Json;
using Fard.Benchmarks.OnnxRuntime;
using Fard.Networks;
using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Simd;

namespace Fard.Benchmarks.Executors;

/// <summary>
/// <c>executors</c>: milliseconds an image for cnvW2A2 by the vector executor on one core and on all, the scalar bit-plane executor, and ONNX Runtime in
/// float32 with one thread, with the ratios between them.
/// </summary>
internal static class ExecutorComparison
{
    public const string Usage =
        "executors [--parameters DIR] [--images N] [--rounds N] [--onnxruntime PATH|none] [--json]";

    public static int Run(ExecutorOptions options)
    {
        var network = NetworkCatalog.CnvW2A2;
        var parameters = options.Parameters is { } folder ? ParameterFolder.Load(network, folder) : RandomTernaryParameters.Create(network, seed: 1);
        var batch = ImageBatch.Create(network.Input, options.Images);
        var simd = new SimdExecutor(parameters, network.WholeRange);
        using var parallel = new ParallelExecutor(parameters, network.WholeRange);
        var contenders = new List<Contender>
        {
            ForExecutor("SIMD, 1 core", simd, batch, options.Images),
            ForExecutor($"SIMD, {parallel.Workers} cores", parallel, batch, options.Images),
            ForExecutor("SIMD, 1 core, one image", simd, batch, 1),
            ForExecutor("scalar bit planes, 1 core", new BitPlaneExecutor(parameters, network.WholeRange), batch, Math.Min(4, options.Images)),
        };

        using var peers = options.OnnxRuntime == "none" ? null : new OnnxPeers(parameters, simd, batch, options.Images, options.OnnxRuntime);
        contenders.AddRange(peers?.Contenders ?? []);
        var runner = new PairedRunner(contenders, options.Rounds, TimeSpan.FromMilliseconds(8));
        runner.Run();
        Print(runner, contenders, peers, options);
        return 0;
    }

    private static Contender ForExecutor(string name, INetworkExecutor executor, byte[] batch, int images)
    {
        var output = new byte[images * executor.Output.BytesPerImage];
        return new Contender(name, images, () => executor.Execute(batch.AsSpan(0, images * executor.Input.BytesPerImage), output, images));
    }

    private static void Print(PairedRunner runner, List<Contender> contenders, OnnxPeers? peers, ExecutorOptions options)
    {
        var samples = runner.Samples;
        var fastestPeer = Enumerable.Range(0, contenders.Count)
            .Skip(contenders.Count - (peers?.Contenders.Count ?? 0))
            .OrderBy(index => samples[index].Low)
            .Cast<int?>()
            .FirstOrDefault();
        var ratios = new
        {
            overScalar = runner.Ratio(3, 0),
            overOnnxRuntime = fastestPeer is { } peer ? runner.Ratio(peer, 0) : null,
            coresOverOne = runner.Ratio(0, 1),
        };
        if (options.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { network = "cnvW2A2", options.Images, options.Rounds, vectorBits = (int)VectorBits, onnxRuntime = peers?.Version, samples, ratios },
                JsonSerializerOptions.Web));
            return;
        }

        Console.WriteLine($"cnvW2A2, {VectorBits}-bit vectors, {options.Rounds} interleaved rounds; ms/image: median (fastest to 90th percentile)");
        foreach (var sample in samples)
        {
            var name = $"{sample.Name}, {sample.Images} a call";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-60} {sample.MsPerImage,8:F4}  ({sample.Low:F4} to {sample.High:F4})"));
        }

        Print("SIMD on 1 core over scalar bit planes", ratios.overScalar);
        if (fastestPeer is { } index)
            Print($"SIMD on 1 core over ONNX Runtime {peers!.Version} ({samples[index].Name}, {samples[index].Images} a call)", ratios.overOnnxRuntime!);
        Print($"{samples[1].Name} over 1 core", ratios.coresOverOne);
    }

    private static void Print(string what, Speedup speedup) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {speedup.Median:F2}x (fastest rounds: {speedup.Fastest:F2}x)"));

    private static int VectorBits =>
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512 : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256 : 128;
}
