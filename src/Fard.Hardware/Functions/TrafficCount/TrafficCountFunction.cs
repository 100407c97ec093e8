using System.Collections.Immutable;
using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Functions.TrafficCount;

/// <summary>
/// FARD's first workload: counts what stands out from the background of a camera's frame. Grey; difference from the background above a threshold; erode,
/// dilate, erode; blobs from the corners of the mask.
/// </summary>
/// <remarks>FARD at RTSI 2019. An item is a frame of 180x180 pixels with 3 bytes each, row by row; its result is a <see cref="TrafficResult"/>.</remarks>
public sealed class TrafficCountFunction : KernelFunction
{
    /// <summary>Rows and columns of a frame.</summary>
    public const int Side = 180;

    /// <summary>Pixels of a frame.</summary>
    public const int Pixels = Side * Side;

    private TrafficCountFunction()
    {
    }

    public static TrafficCountFunction Instance { get; } = new();

    public override string Name => "traffic-count";

    public override int InputBytes => 3 * Pixels;

    public override int OutputBytes => TrafficResult.ByteCount;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        new("background.bin", Pixels, "the grey background, 180x180 bytes row by row"),
        new("threshold.bin", 1, "the difference from the background above which a pixel counts, one byte"),
    ];

    public override FunctionKernel Kernel { get; } = new("fard_traffic_count", "kernels/traffic_count.cpp") { Definitions = [("FARD_FRAME_SIDE", Side)] };

    /// <summary>A pixel a cycle; every unit behind the first begins a row and a pixel after the one before.</summary>
    public override KernelTiming TimingAt(long clockHertz)
    {
        const long padded = (Side + 1) * (Side + 1);
        return new KernelTiming(padded + 4 * (Side + 2), padded, clockHertz);
    }

    public override IFunctionExecutor CreateExecutor(ReadOnlySpan<byte> parameters) => new TrafficCounter(parameters[..Pixels], parameters[Pixels]);
}
