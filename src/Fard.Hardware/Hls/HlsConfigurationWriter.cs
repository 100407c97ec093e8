using System.Globalization;
using System.Text;
using Fard.Networks.Description;

namespace Fard.Hardware.Hls;

/// <summary>
/// Writes <c>fard_kernel.h</c>, the only file in which the HLS kernels of two layer ranges differ: the layers with their folding and widths, the streams,
/// and the processes from memory to memory.
/// </summary>
public static class HlsConfigurationWriter
{
    /// <summary>The header's file name, as the kernels include it.</summary>
    public const string FileName = "fard_kernel.h";

    /// <summary>The header for a layer range.</summary>
    /// <exception cref="NetworkDescriptionException">The network is not computable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is none of the network's, or an option is out of range.</exception>
    public static string Write(NetworkDescription network, LayerRange range, HlsKernelOptions? options = null)
    {
        DescriptionValidator.Validate(network);
        network.CheckRange(range);
        options ??= HlsKernelOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StreamDepth, 1, nameof(options));

        var text = new StringBuilder();
        Line($"// Layers {range} of {network.Name}, written by Fard.Hardware.Hls.HlsConfigurationWriter.");
        Line($"#ifndef FARD_KERNEL_H");
        Line($"#define FARD_KERNEL_H");
        Line($"");
        Line($"#include \"formats.h\"");
        Line($"");
        Line($"#define FARD_KERNEL {TopFunction(network, range)}");
        Line($"#define FARD_INPUT_WORDS {network.StreamBefore(range.First).BytesPerImage / 8}");
        Line($"#define FARD_OUTPUT_WORDS {network.StreamBefore(range.Last + 1).BytesPerImage / 8}");
        Line($"#define FARD_PARAMETER_WORDS {HlsParameterWords.Count(network, range)}");
        for (var index = range.First; index <= range.Last; index++)
            WriteLayer(text, index, network.Layers[index]);

        var chain = HlsChain.Of(network, range);
        WriteList(text, "FARD_LAYERS(LAYER)", Enumerable.Range(range.First, range.Count).Select(index => $"LAYER(Layer{index})"));
        WriteList(text, "FARD_STREAMS(STREAM)", chain.Streams.Select(stream => $"STREAM({stream.Name}, {stream.Bits}, {options.StreamDepth})"));
        WriteList(text, "FARD_PROCESSES(READ, RESIZE, SLIDE, MULTIPLY, POOL, WRITE)", chain.Processes);
        Line($"");
        Line($"#endif");
        return text.ToString();

        void Line(FormattableString line) => Append(text, line);
    }

    /// <summary>The name of the kernel's top function: <c>fard_NETWORK_FIRST_LAST</c>.</summary>
    public static string TopFunction(NetworkDescription network, LayerRange range)
    {
        ArgumentNullException.ThrowIfNull(network);
        var name = string.Concat(network.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return string.Create(CultureInfo.InvariantCulture, $"fard_{name}_{range.First}_{range.Last}");
    }

    private static void WriteLayer(StringBuilder text, int index, LayerDescription layer)
    {
        Append(text, $"");
        Append(text, $"struct Layer{index} {{");
        Number("Height", layer.Input.Height);
        Number("Width", layer.Input.Width);
        Number("Channels", layer.Input.Channels);
        Number("Kernel", layer.KernelSize);
        Number("Rows", layer.OutputChannels);
        Number("Pe", layer.Pe);
        Number("Simd", layer.Simd);
        Number("WindowLanes", HlsLayer.WindowLanes(layer));
        Number("Thresholds", layer.ThresholdsPerRow);
        Number("InputBits", layer.Input.BitsPerElement);
        Number("OutputBits", layer.Output.BitsPerElement);
        Number("AccumulatorBits", HlsLayer.AccumulatorBits(layer));
        Constant("fard::Element", "InputElement", $"fard::Element::{layer.Input.Element}");
        Constant("fard::Element", "WeightElement", $"fard::Element::{(layer.Weights == WeightFormat.Ternary ? ElementFormat.Ternary : ElementFormat.Bit)}");
        Constant("fard::Element", "OutputElement", $"fard::Element::{layer.OutputElement}");
        Constant("bool", "CountsAgreement", layer.Accumulation == Accumulation.XnorPopcount ? "true" : "false");
        Append(text, $"}};");

        void Number(string name, int value) => Constant("unsigned", name, value.ToString(CultureInfo.InvariantCulture));
        void Constant(string type, string name, string value) => Append(text, $"    static constexpr {type} {name} = {value};");
    }

    private static void WriteList(StringBuilder text, string macro, IEnumerable<string> items)
    {
        Append(text, $"");
        Append(text, $"#define {macro} \\");
        Append(text, $"    {string.Join(" \\\n    ", items)}");
    }

    private static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
