namespace Fard.Planning.Timing;

/// <summary>When a pixel of a stream appears, in cycles since the image's entry.</summary>
/// <param name="First">Its first channels are there.</param>
/// <param name="Last">All its channels are there.</param>
internal readonly record struct PixelTime(long First, long Last);
