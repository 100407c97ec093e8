namespace Fard.Networks.Images;

/// <summary>A path does not lead to images that can be read; the message says what it is, what is accepted and what to do.</summary>
public sealed class ImageSourceException(string message, Exception? innerException = null) : Exception(message, innerException);
