using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>The top module: registers, sequencer, memory movers and the layers between them.</summary>
internal sealed class KernelModule(RtlKernel kernel, ImmutableArray<LayerModule> layers, RtlOptions options)
{
    /// <summary>Bits of a word in memory.</summary>
    public const int MemoryBits = 64;

    private const int ReadBeats = 64, WriteBeats = 16;

    public RtlFifo Source { get; } = Fifo("source_words", "memory", "reader", 16, options);

    /// <summary>Holds at least one burst: the writer asks for a burst when it has all its words.</summary>
    public RtlFifo Result { get; } = Fifo("result_words", layers[^1].LastUnit, "writer", 2 * WriteBeats, options);

    private int FifoCount => 2 + layers.Sum(layer => layer.Fifos.Length);

    public string Write()
    {
        var text = new VerilogText();
        var chain = string.Join(" -> ", Enumerable.Range(kernel.Range.First, kernel.Range.Count).Select(index => $"layer {index}"));
        text.Line($"// {kernel}: memory -> reader -> {chain} -> writer -> memory.");
        text.Line("// Ports and registers are those of the HLS kernel. Written by Fard.Hardware.Rtl.");
        text.Line("`default_nettype none");
        text.Line($"module {kernel.Name} (");
        text.Line(Ports.TrimEnd());
        FifoWriter.MonitorPorts(text, FifoCount);
        text.Line(");");
        text.Line();
        WriteControl(text);
        WriteReader(text);
        WriteLayers(text);
        WriteWriter(text);
        text.Line("endmodule");
        text.Line("`default_nettype wire");
        return text.ToString();
    }

    private void WriteControl(VerilogText text)
    {
        text.Line("    wire clk = ap_clk;");
        text.Line("    reg  rst;");
        text.Line("    always @(posedge clk) rst <= !ap_rst_n;");
        text.Line();
        text.Line("    wire        start, idle, done, movers_start, writer_done, loading, load_restart;");
        text.Line("    wire [63:0] source, destination, read_words, write_words;");
        text.Line("    wire [31:0] mode, images;");
        text.Instance("fard_control_registers", "control_registers", [],
            ["clk rst",
            .. AxiPorts(
                "s_axi_control", "awaddr awvalid awready", "wdata wstrb wvalid wready", "bresp bvalid bready", "araddr arvalid arready", "rdata rresp rvalid rready"),
            "interrupt start idle done", "source destination mode images"]);
        text.Line();
        text.Instance("fard_sequencer", "sequencer",
            [("INPUT_WORDS", kernel.InputWords), ("OUTPUT_WORDS", kernel.OutputWords), ("PARAMETER_WORDS", kernel.ParameterWords)],
            ["clk rst", "start mode images idle done", "movers_start read_words write_words writer_done", "loading load_restart load_taken=load_valid"]);
        text.Line("`ifdef FARD_SIMULATION");
        text.Line("    assign monitor_idle = idle;");
        text.Line("`endif");
        text.Line();
    }

    private void WriteReader(VerilogText text)
    {
        text.Line("    // Words from memory: parameters while loading, else the first layer's input.");
        text.Line("    wire        read_valid, read_ready;");
        text.Line("    wire [63:0] read_data;");
        text.Instance("fard_memory_reader", "reader", [("BEATS_PER_BURST", ReadBeats)],
            ["clk rst", "start=movers_start address=source words=read_words", "m_valid=read_valid m_ready=read_ready m_data=read_data",
            .. AxiPorts("m_axi_memory", "araddr arlen arvalid arready", "rdata rlast rvalid rready")]);
        text.Line();
        FifoWriter.Write(text, Source, 0, "read", "source_words");
        text.Line("    wire load_valid = loading && source_words_valid;");
        text.Line("    wire input_valid = !loading && source_words_valid;");
        text.Line("    wire input_ready;");
        text.Line("    wire [63:0] input_data = source_words_data;");
        text.Line("    assign source_words_ready = loading || input_ready;");
        text.Line();
    }

    private void WriteLayers(VerilogText text)
    {
        var (stream, load, lane) = ("input", "load_valid", 1);
        for (var i = 0; i < layers.Length; i++)
        {
            var (layer, name) = (layers[i], $"layer{kernel.Range.First + i}");
            text.Line($"    wire {name}_valid, {name}_ready, {name}_complete;");
            text.Line($"    wire [{layer.OutputBits - 1}:0] {name}_data;");
            text.Line($"    wire {name}_load = {load};");
            text.Line(options.ParameterFiles.Length == 0 ? $"    {layer.Name} {name} (" : $"    {layer.Name} #(.FILES(\"{options.ParameterFiles}{name}_\")) {name} (");
            text.Line("        .clk(clk), .rst(rst),");
            text.Line($"        .s_valid({stream}_valid), .s_ready({stream}_ready), .s_data({stream}_data),");
            text.Line($"        .m_valid({name}_valid), .m_ready({name}_ready), .m_data({name}_data),");
            text.Line($"        .load_restart(load_restart && mode == 1), .load_valid({name}_load), .load_word(source_words_data), .load_complete({name}_complete)");
            FifoWriter.MonitorConnections(text, lane, layer.Fifos.Length);
            text.Line("    );");
            text.Line();
            // A layer that has its parameters lets the words pass to the next.
            (stream, load, lane) = (name, $"{name}_load && {name}_complete", lane + layer.Fifos.Length);
        }
    }

    private void WriteWriter(VerilogText text)
    {
        var last = $"layer{kernel.Range.Last}";
        var output = kernel.Network.StreamBefore(kernel.Range.Last + 1);
        if (layers[^1].OutputBits != MemoryBits)
        {
            StreamConverter.Write(text, last, "packed", layers[^1].OutputBits, MemoryBits, (long)output.ElementsPerImage * output.BitsPerElement);
            last = "packed";
        }

        var countBits = System.Numerics.BitOperations.Log2((uint)Result.Depth) + 1;
        text.Line($"    wire [{countBits - 1}:0] result_words_count;");
        text.Line("`ifdef FARD_SIMULATION");
        text.Line($"    assign monitor_result = {last}_valid && {last}_ready;");
        text.Line("`endif");
        FifoWriter.Write(text, Result, FifoCount - 1, last, "result_words", "result_words_count");
        text.Instance("fard_memory_writer", "writer", [("BEATS_PER_BURST", WriteBeats), ("COUNT_BITS", countBits)],
            ["clk rst", "start=movers_start address=destination words=write_words done=writer_done",
            "waiting=result_words_count s_valid=result_words_valid s_ready=result_words_ready s_data=result_words_data",
            .. AxiPorts("m_axi_memory", "awaddr awlen awvalid awready", "wdata wlast wvalid wready", "bvalid bready")]);
        text.Line();
        text.Line("    // Bursts of whole 64-bit words at rising addresses, normal memory.");
        foreach (var channel in new[] { "ar", "aw" })
        {
            text.Line($"    assign m_axi_memory_{channel}size  = 3'd3;");
            text.Line($"    assign m_axi_memory_{channel}burst = 2'b01;");
            text.Line($"    assign m_axi_memory_{channel}cache = 4'b0011;");
            text.Line($"    assign m_axi_memory_{channel}prot  = 3'b000;");
        }

        text.Line("    assign m_axi_memory_wstrb  = 8'hff;");
        text.Line();
    }

    private static IEnumerable<string> AxiPorts(string bus, params string[] lines) =>
        lines.Select(line => string.Join(' ', line.Split(' ').Select(name => $"{name}={bus}_{name}")));

    private static RtlFifo Fifo(string name, string before, string after, int depth, RtlOptions options) =>
        new(name, before, after, MemoryBits, options.Depths.GetValueOrDefault(name, depth));

    private const string Ports =
        """
            input  wire        ap_clk,
            input  wire        ap_rst_n,
            output wire        interrupt,

            input  wire [6:0]  s_axi_control_awaddr,
            input  wire        s_axi_control_awvalid,
            output wire        s_axi_control_awready,
            input  wire [31:0] s_axi_control_wdata,
            input  wire [3:0]  s_axi_control_wstrb,
            input  wire        s_axi_control_wvalid,
            output wire        s_axi_control_wready,
            output wire [1:0]  s_axi_control_bresp,
            output wire        s_axi_control_bvalid,
            input  wire        s_axi_control_bready,
            input  wire [6:0]  s_axi_control_araddr,
            input  wire        s_axi_control_arvalid,
            output wire        s_axi_control_arready,
            output wire [31:0] s_axi_control_rdata,
            output wire [1:0]  s_axi_control_rresp,
            output wire        s_axi_control_rvalid,
            input  wire        s_axi_control_rready,

            output wire [63:0] m_axi_memory_araddr,
            output wire [7:0]  m_axi_memory_arlen,
            output wire [2:0]  m_axi_memory_arsize,
            output wire [1:0]  m_axi_memory_arburst,
            output wire [3:0]  m_axi_memory_arcache,
            output wire [2:0]  m_axi_memory_arprot,
            output wire        m_axi_memory_arvalid,
            input  wire        m_axi_memory_arready,
            input  wire [63:0] m_axi_memory_rdata,
            input  wire [1:0]  m_axi_memory_rresp,
            input  wire        m_axi_memory_rlast,
            input  wire        m_axi_memory_rvalid,
            output wire        m_axi_memory_rready,
            output wire [63:0] m_axi_memory_awaddr,
            output wire [7:0]  m_axi_memory_awlen,
            output wire [2:0]  m_axi_memory_awsize,
            output wire [1:0]  m_axi_memory_awburst,
            output wire [3:0]  m_axi_memory_awcache,
            output wire [2:0]  m_axi_memory_awprot,
            output wire        m_axi_memory_awvalid,
            input  wire        m_axi_memory_awready,
            output wire [63:0] m_axi_memory_wdata,
            output wire [7:0]  m_axi_memory_wstrb,
            output wire        m_axi_memory_wlast,
            output wire        m_axi_memory_wvalid,
            input  wire        m_axi_memory_wready,
            input  wire [1:0]  m_axi_memory_bresp,
            input  wire        m_axi_memory_bvalid,
            output wire        m_axi_memory_bready
        `ifdef FARD_SIMULATION
            ,
            output wire        monitor_idle,
            output wire        monitor_result
        `endif
        """;
}
