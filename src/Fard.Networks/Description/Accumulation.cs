namespace Fard.Networks.Description;

/// <summary>What a layer sums up over its columns before thresholds or scores are taken from the sum.</summary>
public enum Accumulation
{
    /// <summary>
    /// Weight times value, both signed. Behind a <see cref="ElementFormat.Fixed8"/> input the sum is doubled, so that it carries 8 fraction bits
    /// as the thresholds do.
    /// </summary>
    SignedDot,

    /// <summary>
    /// The number of columns in which weight bit and input bit agree: <c>popcount(XNOR)</c>, which is <c>(dot + columns) / 2</c>.
    /// For bits times binary weights only.
    /// </summary>
    XnorPopcount,
}
