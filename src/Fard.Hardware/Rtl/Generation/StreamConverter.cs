namespace Fard.Hardware.Rtl.Generation;

/// <summary>Chooses the unit between two streams of different widths.</summary>
internal static class StreamConverter
{
    /// <summary>Writes the converter from stream <paramref name="from"/> to stream <paramref name="to"/>: wires <c>X_valid</c>, <c>X_ready</c>, <c>X_data</c>.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="from">The stream that it reads.</param>
    /// <param name="to">The stream that it writes; its wires are declared.</param>
    /// <param name="inputBits">Bits of a word that it reads.</param>
    /// <param name="outputBits">Bits of a word that it writes; not <paramref name="inputBits"/>.</param>
    /// <param name="bitsPerImage">Bits of an image; its last words may be padded.</param>
    public static void Write(VerilogText text, string from, string to, int inputBits, int outputBits, long bitsPerImage)
    {
        text.Line($"    wire {to}_valid, {to}_ready;");
        text.Line($"    wire [{outputBits - 1}:0] {to}_data;");
        var whole = bitsPerImage % Math.Max(inputBits, outputBits) == 0;
        var (module, parameters) = (inputBits > outputBits && inputBits % outputBits == 0 && whole, outputBits % inputBits == 0 && whole) switch
        {
            (true, _) => ("fard_narrower", new (string, object)[] { ("OUTPUT_WIDTH", outputBits), ("RATIO", inputBits / outputBits) }),
            (_, true) => ("fard_widener", [("INPUT_WIDTH", inputBits), ("RATIO", outputBits / inputBits)]),
            _ => ("fard_gearbox", [("INPUT_WIDTH", inputBits), ("OUTPUT_WIDTH", outputBits), ("BITS_PER_IMAGE", bitsPerImage)]),
        };
        text.Instance(module, $"{from}_to_{to}", parameters, ["clk rst", .. Streams(from, to)]);
        text.Line();
    }

    /// <summary>The ports of a unit that reads one stream and writes another.</summary>
    public static IEnumerable<string> Streams(string from, string to) =>
        [$"s_valid={from}_valid s_ready={from}_ready s_data={from}_data", $"m_valid={to}_valid m_ready={to}_ready m_data={to}_data"];
}
