using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Networks.Description;
using Fard.Networks.Streams;

namespace Fard.Client;

/// <summary>A job's images in the network's packed input format.</summary>
internal static class JobImages
{
    /// <exception cref="FardJobException">No image, or images of another size than the network's.</exception>
    public static (ReadOnlyMemory<byte> Bytes, int BytesPerImage) Prepare(
        JobId job, JobData data, ApplicationDescription application, Func<string, NetworkDescription?> findNetwork)
    {
        if (data.ImageCount == 0) throw new FardJobException(job, JobFailure.NoImages, "The job has no image.");
        if (data.ImageCount > application.MaxImages)
            throw new FardJobException(job, JobFailure.TooManyImages, $"A job of {application.Name} has at most {application.MaxImages} images; this one has {data.ImageCount}. Send several jobs.");
        if (data.IsPacked)
        {
            CheckSize(job, data, application.InputBytesPerImage, $"packed bytes for {application.Network}");
            return (data.Bytes, application.InputBytesPerImage);
        }

        var network = findNetwork(application.Network)
            ?? throw new FardJobException(job, JobFailure.WrongImageSize, $"This client does not know the network {application.Network} and cannot quantise pixels for it; send packed images.");
        var quantiser = new InputQuantiser(network);
        CheckSize(job, data, quantiser.Image.ByteCount, $"bytes of pixels ({quantiser.Image.Height}x{quantiser.Image.Width}x{quantiser.Image.Channels}) for {network.Name}");
        var size = quantiser.Stream.BytesPerImage;
        var packed = new byte[checked(data.ImageCount * size)];
        for (var image = 0; image < data.ImageCount; image++)
            quantiser.FromInterleaved(data.Bytes.Span.Slice(image * quantiser.Image.ByteCount, quantiser.Image.ByteCount), packed.AsSpan(image * size, size));
        return (packed, size);
    }

    private static void CheckSize(JobId job, JobData data, int expected, string what)
    {
        if (data.Bytes.Length == (long)data.ImageCount * expected) return;
        throw new FardJobException(
            job, JobFailure.WrongImageSize, $"{data.ImageCount} images have {data.Bytes.Length} bytes in all; expected {expected} {what} each, {(long)data.ImageCount * expected} in all.");
    }
}
