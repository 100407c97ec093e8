using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Fard.Networks.Description;
using Fard.Networks.Simd.Kernels;
using Fard.Networks.Simd.Maps;
using Fard.Networks.Simd.Stages;

namespace Fard.Networks.Simd;

/// <summary>Chains the stages of a layer range, with conversions wherever a layer writes another map than the next one reads.</summary>
/// <param name="images">Images that run through the stages at once.</param>
internal sealed class StagePlanner(int images)
{
    private readonly ImmutableArray<Stage>.Builder _stages = ImmutableArray.CreateBuilder<Stage>();

    public ImmutableArray<Stage> Plan(ImmutableArray<LayerProgram> layers)
    {
        // The map at the current boundary, in the form that its writer produced; none in front of fixed-point bytes and behind scores.
        PixelMap? pixels = null;
        PlaneMap? planes = null;
        if (layers[0].Layer.Input is { Element: not ElementFormat.Fixed8 } format)
        {
            pixels = new PixelMap(format, PlanesOf(format), images);
            _stages.Add(new StreamToPixels(pixels));
        }

        for (var index = 0; index < layers.Length; index++)
        {
            var program = layers[index];
            var output = program.Layer.Output;
            switch (program.Orientation)
            {
                case LayerOrientation.WideFixedPoint:
                    pixels = output.Element == ElementFormat.Int16 ? null : new PixelMap(output, PlanesOf(output), images);
                    _stages.Add(new WideFixedPointStage(program.Layer, program.Parameters, pixels));
                    break;
                case LayerOrientation.FixedPoint:
                    planes = PlanesBehind(layers, index, program.FixedPoint!.RowBytes / 2);
                    _stages.Add(CreateFixedPoint(program, planes));
                    pixels = null;
                    break;
                case LayerOrientation.Pixels:
                    planes = ReadPlanes(program, planes, pixels);
                    var next = PlanesBehind(layers, index, planes.Stride);
                    _stages.Add(CreatePixelSliced(program, planes, next));
                    (planes, pixels) = (next, null);
                    break;
                default:
                    pixels ??= ReadPixels(planes!);
                    var result = output.Element == ElementFormat.Int16 ? null : new PixelMap(output, PlanesOf(output), images);
                    _stages.Add(CreateChannelSliced(program, pixels, result));
                    (pixels, planes) = (result, null);
                    break;
            }
        }

        if (layers[^1].Layer.OutputElement != ElementFormat.Int16)
            _stages.Add(new PixelsToStream(pixels ?? ReadPixels(planes!)));
        return _stages.DrainToImmutable();
    }

    private static int PlanesOf(StreamFormat format) => format.Element == ElementFormat.Ternary ? 2 : 1;

    /// <summary>The planes behind a layer in the layout of whoever reads them.</summary>
    private PlaneMap PlanesBehind(ImmutableArray<LayerProgram> layers, int index, int stride)
    {
        var format = layers[index].Layer.Output;
        if (layers[index].Layer.MaxPool)
            stride = format.Width;
        return index + 1 < layers.Length && layers[index + 1].Orientation == LayerOrientation.Pixels
            ? PlaneMap.ForConvolution(layers[index + 1].Layer, PlanesOf(format), stride, images)
            : PlaneMap.ForTransposition(format, PlanesOf(format), images);
    }

    private PlaneMap ReadPlanes(LayerProgram program, PlaneMap? planes, PixelMap? pixels)
    {
        if (pixels is null)
            return planes!;
        var result = PlaneMap.ForConvolution(program.Layer, pixels.Planes, pixels.Format.Width, images);
        _stages.Add(new PixelsToPlanes(pixels, result));
        return result;
    }

    private PixelMap ReadPixels(PlaneMap planes)
    {
        var result = new PixelMap(planes.Format, planes.Planes, images);
        _stages.Add(new PlanesToPixels(planes, result));
        return result;
    }

    private Stage CreateFixedPoint(LayerProgram program, PlaneMap output) => program.Width switch
    {
        VectorWidth.Bits512 => new FixedPointStage<Vector512<ulong>, Lanes512>(program.Layer, program.FixedPoint!, output, images),
        VectorWidth.Bits256 => new FixedPointStage<Vector256<ulong>, Lanes256>(program.Layer, program.FixedPoint!, output, images),
        _ => new FixedPointStage<Vector128<ulong>, Lanes128>(program.Layer, program.FixedPoint!, output, images),
    };

    private Stage CreatePixelSliced(LayerProgram program, PlaneMap input, PlaneMap output) => (program.Width, program.SourcePlanes) switch
    {
        (VectorWidth.Bits512, 1) => CreatePixelSliced<Vector512<ulong>, Lanes512, BinaryColumns>(program, input, output),
        (VectorWidth.Bits512, _) => CreatePixelSliced<Vector512<ulong>, Lanes512, TernaryColumns>(program, input, output),
        (VectorWidth.Bits256, 1) => CreatePixelSliced<Vector256<ulong>, Lanes256, BinaryColumns>(program, input, output),
        (VectorWidth.Bits256, _) => CreatePixelSliced<Vector256<ulong>, Lanes256, TernaryColumns>(program, input, output),
        (_, 1) => CreatePixelSliced<Vector128<ulong>, Lanes128, BinaryColumns>(program, input, output),
        _ => CreatePixelSliced<Vector128<ulong>, Lanes128, TernaryColumns>(program, input, output),
    };

    private PixelSlicedStage<TVector, TLanes, TSource> CreatePixelSliced<TVector, TLanes, TSource>(LayerProgram program, PlaneMap input, PlaneMap output)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TSource : struct, IBitSource =>
        new(program.Layer, input, program.Columns!, program.Thresholds!, output, images);

    private static Stage CreateChannelSliced(LayerProgram program, PixelMap input, PixelMap? output) => (program.Width, program.SourcePlanes) switch
    {
        (VectorWidth.Bits512, 1) => CreateChannelSliced<Vector512<ulong>, Lanes512, BinaryColumns>(program, input, output),
        (VectorWidth.Bits512, _) => CreateChannelSliced<Vector512<ulong>, Lanes512, TernaryColumns>(program, input, output),
        (VectorWidth.Bits256, 1) => CreateChannelSliced<Vector256<ulong>, Lanes256, BinaryColumns>(program, input, output),
        (VectorWidth.Bits256, _) => CreateChannelSliced<Vector256<ulong>, Lanes256, TernaryColumns>(program, input, output),
        (_, 1) => CreateChannelSliced<Vector128<ulong>, Lanes128, BinaryColumns>(program, input, output),
        _ => CreateChannelSliced<Vector128<ulong>, Lanes128, TernaryColumns>(program, input, output),
    };

    private static ChannelSlicedStage<TVector, TLanes, TSource> CreateChannelSliced<TVector, TLanes, TSource>(
        LayerProgram program, PixelMap input, PixelMap? output)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TSource : struct, IBitSource =>
        new(program.Layer, input, program.Weights!, output);
}
