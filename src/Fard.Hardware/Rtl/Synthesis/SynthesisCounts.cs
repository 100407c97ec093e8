namespace Fard.Hardware.Rtl.Synthesis;

/// <summary>Resources of the 7 series that a synthesis tool counted.</summary>
/// <param name="Lut">6-input look-up tables, those that serve as memory or shift registers included.</param>
/// <param name="LutRam">Look-up tables that serve as memory or shift registers.</param>
/// <param name="Ff">Flip-flops.</param>
/// <param name="Bram36">Block RAMs of 36 Kbit; one of 18 Kbit is a half.</param>
/// <param name="Dsp">DSP slices.</param>
public sealed record SynthesisCounts(int Lut, int LutRam, int Ff, double Bram36, int Dsp)
{
    public static SynthesisCounts Zero { get; } = new(0, 0, 0, 0, 0);

    public static SynthesisCounts operator +(SynthesisCounts a, SynthesisCounts b) => a.Add(b);

    public SynthesisCounts Add(SynthesisCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SynthesisCounts(Lut + other.Lut, LutRam + other.LutRam, Ff + other.Ff, Bram36 + other.Bram36, Dsp + other.Dsp);
    }
}
