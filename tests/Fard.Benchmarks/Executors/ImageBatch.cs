using Fard.Networks.Description;

namespace Fard.Benchmarks.Executors;

/// <summary>Random fixed-point images; what the executors take does not depend on what they show.</summary>
internal static class ImageBatch
{
    public static byte[] Create(StreamFormat format, int images)
    {
        var batch = new byte[images * format.BytesPerImage];
        new Random(2).NextBytes(batch);
        return batch;
    }
}
