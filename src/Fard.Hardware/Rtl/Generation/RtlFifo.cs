namespace Fard.Hardware.Rtl.Generation;

/// <summary>A FIFO of a generated kernel.</summary>
/// <param name="Name">Its name, such as <c>layer3_pixels</c>.</param>
/// <param name="Before">The unit that fills it.</param>
/// <param name="After">The unit that empties it.</param>
/// <param name="Bits">Bits of a word.</param>
/// <param name="Depth">Words, at least 2.</param>
public sealed record RtlFifo(string Name, string Before, string After, int Bits, int Depth);
