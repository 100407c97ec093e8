namespace Fard.Networks.Description;

/// <summary>How one weight is encoded in a parameter file and in a weight memory.</summary>
public enum WeightFormat
{
    /// <summary>One bit: 1 stands for +1, 0 for -1.</summary>
    Binary,

    /// <summary>Two bits, two's complement: -1, 0 or +1.</summary>
    Ternary,
}
