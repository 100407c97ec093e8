using Fard.Networks.Description;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>A network that has every unit and simulates in no time: windows wider than a pixel, a pool, a widened and a gearboxed stream, scores.</summary>
internal static class SmallNetwork
{
    private static readonly StreamFormat Input = new(8, 8, 4, ElementFormat.Ternary);

    public static NetworkDescription Network { get; } = new(
        "small",
        Input,
        [
            new(Input, 3, 10, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, MaxPool: true, Pe: 1, Simd: 6),
            new(new(3, 3, 10, ElementFormat.Ternary), 3, 16, WeightFormat.Binary, Accumulation.SignedDot, ElementFormat.Bit, MaxPool: false, Pe: 8, Simd: 15),
            new(new(1, 1, 16, ElementFormat.Bit), 1, 6, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Int16, MaxPool: false, Pe: 2, Simd: 4),
        ]);
}
