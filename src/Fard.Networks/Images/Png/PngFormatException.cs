namespace Fard.Networks.Images.Png;

/// <summary>A PNG file is damaged, or larger than what is accepted; the message says what is wrong, in which chunk and at which offset.</summary>
public sealed class PngFormatException : Exception
{
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="chunk">Type of the chunk, such as <c>IHDR</c>, or <c>signature</c>.</param>
    /// <param name="offset">Offset of the chunk's length field from the start of the file.</param>
    public PngFormatException(string problem, string chunk, long offset, Exception? innerException = null)
        : base($"Not a readable PNG: {problem} ({chunk} at offset {offset}).", innerException)
    {
        Chunk = chunk;
        Offset = offset;
    }

    public string Chunk { get; }

    public long Offset { get; }
}
