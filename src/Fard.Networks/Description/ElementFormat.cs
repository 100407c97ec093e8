namespace Fard.Networks.Description;

/// <summary>How one value of a stream between layers is encoded.</summary>
public enum ElementFormat
{
    /// <summary>Signed fixed point with 7 fraction bits in one byte: the quantised input of the convolutional networks.</summary>
    Fixed8,

    /// <summary>One bit: 1 stands for +1, 0 for -1.</summary>
    Bit,

    /// <summary>Two bits, two's complement: -1, 0 or +1.</summary>
    Ternary,

    /// <summary>A signed little-endian 16-bit score of the last layer.</summary>
    Int16,

    /// <summary>One bit a class in a 64-bit word: the class is the highest bit that is set below the class count (LFC networks).</summary>
    ClassWord,
}
