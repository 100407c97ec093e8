namespace Fard.Hardware.Rtl.Generation;

/// <summary>Writes FIFOs, each with its lanes of the monitor ports that a simulation reads.</summary>
internal static class FifoWriter
{
    /// <summary>Monitor ports of a module with <paramref name="count"/> FIFOs, 32 bits for each.</summary>
    public static void MonitorPorts(VerilogText text, int count)
    {
        text.Line("`ifdef FARD_SIMULATION");
        text.Line("    ,");
        text.Line("    input  wire monitor_clear,");
        text.Line($"    input  wire [{32 * count - 1}:0] depth_limit,");
        text.Line($"    output wire [{32 * count - 1}:0] high_water,");
        text.Line($"    output wire [{32 * count - 1}:0] blocked,");
        text.Line($"    output wire [{32 * count - 1}:0] starved");
        text.Line("`endif");
    }

    /// <summary>Connections of the monitor ports of an instance to the lanes from <paramref name="first"/>, as a line within its port list.</summary>
    public static void MonitorConnections(VerilogText text, int first, int count)
    {
        text.Line("`ifdef FARD_SIMULATION");
        text.Line("        ,");
        text.Line("        .monitor_clear(monitor_clear),");
        string[] names = ["depth_limit", "high_water", "blocked", "starved"];
        text.Line("        " + string.Join(", ", names.Select(name => $".{name}({name}[{32 * first} +: {32 * count}])")));
        text.Line("`endif");
    }

    /// <summary>A FIFO from stream <paramref name="from"/> to stream <paramref name="to"/>, whose wires it declares.</summary>
    public static void Write(VerilogText text, RtlFifo fifo, int lane, string from, string to, string count = "")
    {
        text.Line($"    wire {to}_valid, {to}_ready;");
        text.Line($"    wire [{fifo.Bits - 1}:0] {to}_data;");
        text.Line($"    fard_fifo #(.WIDTH({fifo.Bits}), .DEPTH({fifo.Depth})) {fifo.Name} (");
        text.Line("        .clk(clk), .rst(rst),");
        text.Line($"        .s_valid({from}_valid), .s_ready({from}_ready), .s_data({from}_data),");
        text.Line($"        .m_valid({to}_valid), .m_ready({to}_ready), .m_data({to}_data), .count({count})");
        MonitorConnections(text, lane, 1);
        text.Line("    );");
        text.Line();
    }
}
