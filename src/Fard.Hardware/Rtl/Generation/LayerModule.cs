using System.Collections.Immutable;
using Fard.Hardware.Hls;
using Fard.Networks.Description;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>
/// One layer as a Verilog module: from the words of the stream before it to the words of PE results:
/// width converter, FIFO, sliding window, FIFO, matrix-vector-threshold unit, max pool; a fully connected layer has no window.
/// </summary>
internal sealed class LayerModule
{
    private readonly LayerDescription _layer;
    private readonly int _index;
    private readonly int _inputBits;
    private readonly string _network;

    /// <param name="network">The network.</param>
    /// <param name="index">The layer.</param>
    /// <param name="inputBits">Bits of a word of the stream before it.</param>
    /// <param name="before">The unit that writes that stream.</param>
    /// <param name="options">FIFO depths.</param>
    public LayerModule(NetworkDescription network, int index, int inputBits, string before, RtlOptions options)
    {
        _layer = network.Layers[index];
        _index = index;
        _inputBits = inputBits;
        _network = network.Name;
        Name = $"fard_{RtlNames.Identifier(network.Name)}_layer{index}";
        var pixels = Fifo("pixels", IsConvolution ? $"window{index}" : $"matrix{index}", UnitBits, options.PixelDepth, options, before);
        Fifos = IsConvolution ? [pixels, Fifo("windows", $"matrix{index}", _layer.Simd * InputElementBits, WindowDepth(options), options, $"window{index}")] : [pixels];
    }

    public string Name { get; }

    public ImmutableArray<RtlFifo> Fifos { get; }

    /// <summary>Bits of a word that it writes.</summary>
    public int OutputBits => _layer.Pe * _layer.Output.BitsPerElement;

    /// <summary>The unit that writes its results.</summary>
    public string LastUnit => _layer.MaxPool ? $"pool{_index}" : $"matrix{_index}";

    private bool IsConvolution => _layer.KernelSize > 1;

    private int InputElementBits => _layer.Input.BitsPerElement;

    /// <summary>Bits of a word that the first unit takes.</summary>
    private int UnitBits => HlsLayer.WindowLanes(_layer) * InputElementBits;

    /// <summary>Words narrower than SIMD arrive slower than they are used: a whole window collects while the one before is in use.</summary>
    private int WindowDepth(RtlOptions options) =>
        HlsLayer.WindowLanes(_layer) == _layer.Simd ? options.WindowDepth : Math.Max(options.WindowDepth, _layer.SynapseFold);

    public string Write()
    {
        var text = new VerilogText();
        text.Line($"// Layer {_index} of {_network}: {_layer}.");
        var pixels = _layer.ConvolutionHeight * _layer.ConvolutionWidth;
        text.Line($"// {_layer.CyclesPerImage} cycles an image: {_layer.NeuronFold} x {_layer.SynapseFold} for each of {pixels} pixels.");
        text.Line("`default_nettype none");
        text.Line($"module {Name} #(");
        text.Line("    parameter FILES = \"\"");
        text.Line(") (");
        text.Line("    input  wire clk,");
        text.Line("    input  wire rst,");
        text.Line("    input  wire s_valid,");
        text.Line("    output wire s_ready,");
        text.Line($"    input  wire [{_inputBits - 1}:0] s_data,");
        text.Line("    output wire m_valid,");
        text.Line("    input  wire m_ready,");
        text.Line($"    output wire [{OutputBits - 1}:0] m_data,");
        text.Line("    input  wire load_restart,");
        text.Line("    input  wire load_valid,");
        text.Line("    input  wire [63:0] load_word,");
        text.Line("    output wire load_complete");
        FifoWriter.MonitorPorts(text, Fifos.Length);
        text.Line(");");
        text.Line();
        WriteUnits(text);
        text.Line("endmodule");
        text.Line("`default_nettype wire");
        return text.ToString();
    }

    private void WriteUnits(VerilogText text)
    {
        var stream = "s";
        if (_inputBits != UnitBits)
        {
            StreamConverter.Write(text, stream, "arriving", _inputBits, UnitBits, (long)_layer.Input.ElementsPerImage * InputElementBits);
            stream = "arriving";
        }

        FifoWriter.Write(text, Fifos[0], 0, stream, "pixels");
        stream = IsConvolution ? WriteWindow(text) : "pixels";
        stream = WriteMatrix(text, stream);
        if (_layer.MaxPool)
            stream = WritePool(text, stream);
        text.Line($"    assign m_valid = {stream}_valid;");
        text.Line($"    assign m_data  = {stream}_data;");
        text.Line($"    assign {stream}_ready = m_ready;");
        text.Line();
    }

    private string WriteWindow(VerilogText text)
    {
        Stream(text, "sliding", UnitBits);
        text.Instance(
            "fard_sliding_window",
            "window",
            [
                ("WIDTH", UnitBits), ("KERNEL", _layer.KernelSize), ("MAP_HEIGHT", _layer.Input.Height), ("MAP_WIDTH", _layer.Input.Width),
                ("GROUPS", _layer.Input.Channels / HlsLayer.WindowLanes(_layer)),
            ],
            ["clk rst", .. StreamConverter.Streams("pixels", "sliding")]);
        text.Line();
        var stream = "sliding";
        var bits = _layer.Simd * InputElementBits;
        if (bits != UnitBits)
        {
            var pixels = (long)_layer.ConvolutionHeight * _layer.ConvolutionWidth;
            StreamConverter.Write(text, stream, "lanes", UnitBits, bits, pixels * _layer.Columns * InputElementBits);
            stream = "lanes";
        }

        FifoWriter.Write(text, Fifos[1], 1, stream, "windows");
        return "windows";
    }

    private string WriteMatrix(VerilogText text, string from)
    {
        Stream(text, "results", OutputBits);
        text.Instance(
            "fard_matrix_vector",
            "matrix",
            [
                ("PE", _layer.Pe), ("SIMD", _layer.Simd), ("NEURON_FOLD", _layer.NeuronFold), ("SYNAPSE_FOLD", _layer.SynapseFold),
                ("INPUT_BITS", InputElementBits), ("WEIGHT_BITS", _layer.BitsPerWeight),
                ("COUNTS_AGREEMENT", _layer.Accumulation == Accumulation.XnorPopcount ? 1 : 0), ("THRESHOLDS", _layer.ThresholdsPerRow),
                ("SUM_BITS", HlsLayer.AccumulatorBits(_layer)), ("OUTPUT_BITS", _layer.Output.BitsPerElement), ("FILES", "FILES"),
            ],
            ["clk rst", .. StreamConverter.Streams(from, "results"), "load_restart load_valid load_word load_complete"]);
        text.Line();
        return "results";
    }

    private string WritePool(VerilogText text, string from)
    {
        Stream(text, "pooled", OutputBits);
        text.Instance(
            "fard_max_pool",
            "pool",
            [("LANES", _layer.Pe), ("CODE_BITS", _layer.Output.BitsPerElement), ("MAP_WIDTH", _layer.ConvolutionWidth), ("WORDS", _layer.NeuronFold)],
            ["clk rst", .. StreamConverter.Streams(from, "pooled")]);
        text.Line();
        return "pooled";
    }

    private static void Stream(VerilogText text, string name, int bits)
    {
        text.Line($"    wire {name}_valid, {name}_ready;");
        text.Line($"    wire [{bits - 1}:0] {name}_data;");
    }

    private RtlFifo Fifo(string name, string after, int bits, int depth, RtlOptions options, string before)
    {
        var full = $"layer{_index}_{name}";
        return new RtlFifo(full, before, after, bits, options.Depths.GetValueOrDefault(full, depth));
    }
}
