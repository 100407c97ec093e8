namespace Fard.Planning.Training;

/// <summary>A board of a chain that trains.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Dsps">DSP slices; each does a multiply-accumulate a cycle.</param>
/// <param name="BlockRams">Block RAMs of 36 Kbit, all for weights.</param>
/// <param name="ClockHertz">Clock.</param>
/// <param name="LinkBitsPerSecond">To each neighbour, in each direction.</param>
public sealed record TrainingBoard(string Name, int Dsps, int BlockRams, long ClockHertz, double LinkBitsPerSecond)
{
    private const double BytesPerBlockRam = 36 * 1024 / 8.0;

    /// <summary>Line rate of one GTH transceiver of a Virtex-7 (AMD DS183).</summary>
    public const double TransceiverBitsPerSecond = 13.1e9;

    /// <summary>The rate that IEEE TC 2020 names, per board and direction.</summary>
    public const double FastLinkBitsPerSecond = 250e9;

    /// <summary>
    /// A Virtex-7 690T (3,600 DSP slices, 1,470 block RAMs; AMD DS180) at 200 MHz with six transceivers. FPDeep's papers were not obtainable; the board, its clock and the
    /// rate of a transceiver are our assumptions.
    /// </summary>
    public static TrainingBoard Virtex7 { get; } = new("xc7vx690t", 3_600, 1_470, 200_000_000, 6 * TransceiverBitsPerSecond);

    public double MacsPerSecond => (double)Dsps * ClockHertz;

    public double WeightBytes => BlockRams * BytesPerBlockRam;
}
