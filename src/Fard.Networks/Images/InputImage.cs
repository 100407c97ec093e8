namespace Fard.Networks.Images;

/// <summary>One image at the size that a network reads.</summary>
/// <param name="Name">Its file's name; for a file of many images also the index in it, as in <c>test_batch.bin[17]</c>.</param>
/// <param name="ExpectedClass">Index of the class that it shows, or null where its source does not say.</param>
/// <param name="Pixels">8-bit pixels, row-major, channels innermost (NHWC).</param>
public sealed record InputImage(string Name, int? ExpectedClass, byte[] Pixels);
