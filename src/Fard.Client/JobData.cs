namespace Fard.Client;

/// <summary>The images of one job.</summary>
public sealed class JobData
{
    private JobData(ReadOnlyMemory<byte> bytes, int imageCount, bool isPacked)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(imageCount);
        Bytes = bytes;
        ImageCount = imageCount;
        IsPacked = isPacked;
    }

    /// <summary>All images, one behind the other.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Images in it.</summary>
    public int ImageCount { get; }

    /// <summary>Whether the images are in the network's packed input format already.</summary>
    public bool IsPacked { get; }

    /// <summary>
    /// Images as bytes of pixels: row by row, the channels of a pixel side by side (32x32 RGB, 3072 bytes, for the CNV networks). The client quantises
    /// and packs them.
    /// </summary>
    public static JobData FromPixels(ReadOnlyMemory<byte> pixels, int imageCount) => new(pixels, imageCount, isPacked: false);

    /// <summary>Images that are quantised and packed already, as <c>InputQuantiser</c> writes them: they are sent as they are.</summary>
    public static JobData FromPackedStream(ReadOnlyMemory<byte> stream, int imageCount) => new(stream, imageCount, isPacked: true);
}
