using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Networks.Description;
using Fard.Networks.Streams;

namespace Fard.Client;

/// <summary>A job's images; pixels are quantised and packed when they are sent, while the job gets its boards.</summary>
internal sealed class JobImages
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly InputQuantiser? _quantiser;
    private byte[] _packed = [];

    private JobImages(ReadOnlyMemory<byte> bytes, int count, int bytesPerImage, InputQuantiser? quantiser)
    {
        _bytes = bytes;
        _quantiser = quantiser;
        Count = count;
        BytesPerImage = bytesPerImage;
    }

    public int Count { get; }

    /// <summary>Bytes of one packed image.</summary>
    public int BytesPerImage { get; }

    /// <summary>Checks the images against the application.</summary>
    /// <exception cref="FardJobException">No image, or images of another size than the network's.</exception>
    public static JobImages Check(JobId job, JobData data, ApplicationDescription application, Func<string, NetworkDescription?> findNetwork)
    {
        if (data.ImageCount == 0) throw new FardJobException(job, JobFailure.NoImages, "The job has no image.");
        if (data.ImageCount > application.MaxImages)
            throw new FardJobException(job, JobFailure.TooManyImages, $"A job of {application.Name} has at most {application.MaxImages} images; this one has {data.ImageCount}. Send several jobs.");
        if (data.IsPacked)
        {
            CheckSize(job, data, application.InputBytesPerImage, $"packed bytes for {application.Network}");
            return new JobImages(data.Bytes, data.ImageCount, application.InputBytesPerImage, quantiser: null);
        }

        var network = findNetwork(application.Network)
            ?? throw new FardJobException(job, JobFailure.WrongImageSize, $"This client does not know the network {application.Network} and cannot quantise pixels for it; send packed images.");
        var quantiser = new InputQuantiser(network);
        CheckSize(job, data, quantiser.Image.ByteCount, $"bytes of pixels ({quantiser.Image.Height}x{quantiser.Image.Width}x{quantiser.Image.Channels}) for {network.Name}");
        return new JobImages(data.Bytes, data.ImageCount, quantiser.Stream.BytesPerImage, quantiser);
    }

    /// <summary>The packed stream of some images; what the call before gave is overwritten.</summary>
    public ReadOnlyMemory<byte> Pack(int first, int count)
    {
        if (_quantiser is null) return _bytes.Slice(first * BytesPerImage, count * BytesPerImage);
        if (_packed.Length < count * BytesPerImage) _packed = new byte[count * BytesPerImage];
        var size = _quantiser.Image.ByteCount;
        for (var image = 0; image < count; image++)
            _quantiser.FromInterleaved(_bytes.Span.Slice((first + image) * size, size), _packed.AsSpan(image * BytesPerImage, BytesPerImage));
        return _packed.AsMemory(0, count * BytesPerImage);
    }

    private static void CheckSize(JobId job, JobData data, int expected, string what)
    {
        if (data.Bytes.Length == (long)data.ImageCount * expected) return;
        throw new FardJobException(
            job, JobFailure.WrongImageSize, $"{data.ImageCount} images have {data.Bytes.Length} bytes in all; expected {expected} {what} each, {(long)data.ImageCount * expected} in all.");
    }
}
