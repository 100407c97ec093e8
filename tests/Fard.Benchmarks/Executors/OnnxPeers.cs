using System.Buffers.Binary;
using Fard.Benchmarks.OnnxRuntime;
using Fard.Networks;
using Fard.Networks.Parameters;

namespace Fard.Benchmarks.Executors;

/// <summary>ONNX Runtime with one thread, on one image a call and on a batch, with and without the rounding that makes its scores equal to ours.</summary>
internal sealed class OnnxPeers : IDisposable
{
    private readonly List<OnnxRuntimeSession> _sessions = [];

    /// <param name="executor">The executor that the rounded model's scores are held to.</param>
    /// <param name="option">Where the library is.</param>
    /// <exception cref="OnnxRuntimeException">The library is not there, or its scores differ.</exception>
    public OnnxPeers(NetworkParameters parameters, INetworkExecutor executor, byte[] batch, int images, string? option)
    {
        var library = OnnxRuntimeLibrary.Locate(option);
        var contenders = new List<Contender>();
        foreach (var rounded in new[] { true, false })
        {
            var model = OnnxModel.Create(parameters, rounded);
            foreach (var count in new[] { 1, images }.Distinct())
            {
                var (input, format) = (ToPlanes(executor, batch, count), executor.Input);
                var output = GC.AllocateArray<float>(count * executor.Output.Channels, pinned: true);
                var session = new OnnxRuntimeSession(
                    library, model, threads: 1, input, [count, format.Channels, format.Height, format.Width], output, [count, executor.Output.Channels]);
                _sessions.Add(session);
                if (rounded)
                    CheckScores(executor, batch, count, session, output);
                contenders.Add(new Contender($"ONNX Runtime float32, 1 thread, {(rounded ? "same scores" : "without rounding")}", count, session.Run));
            }
        }

        (Contenders, Version) = (contenders, _sessions[0].Version);
    }

    public IReadOnlyList<Contender> Contenders { get; }

    public string Version { get; }

    public void Dispose() => _sessions.ForEach(session => session.Dispose());

    /// <summary>The same images as float32 in the order (image, channel, y, x), pinned.</summary>
    private static float[] ToPlanes(INetworkExecutor executor, byte[] batch, int images)
    {
        var (format, pixels) = (executor.Input, executor.Input.Height * executor.Input.Width);
        var planes = GC.AllocateArray<float>(images * format.ElementsPerImage, pinned: true);
        for (var i = 0; i < planes.Length; i++)
        {
            var (image, element) = (i / format.ElementsPerImage, i % format.ElementsPerImage);
            planes[i] = (sbyte)batch[image * format.BytesPerImage + element % pixels * format.Channels + element / pixels];
        }

        return planes;
    }

    private static void CheckScores(INetworkExecutor executor, byte[] batch, int images, OnnxRuntimeSession session, float[] output)
    {
        var expected = new byte[images * executor.Output.BytesPerImage];
        executor.Execute(batch.AsSpan(0, images * executor.Input.BytesPerImage), expected, images);
        session.Run();
        for (var i = 0; i < output.Length; i++)
        {
            var (image, row) = (i / executor.Output.Channels, i % executor.Output.Channels);
            var score = BinaryPrimitives.ReadInt16LittleEndian(expected.AsSpan(image * executor.Output.BytesPerImage + 2 * row));
            if (score != output[i])
                throw new OnnxRuntimeException($"Score {row} of image {image} is {output[i]} in float32, and {score} in ours.");
        }
    }
}
