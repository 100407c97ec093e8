using System.Globalization;
using Fard.Networks.Description;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>Names in generated Verilog.</summary>
internal static class RtlNames
{
    /// <summary>A name with all that Verilog does not take replaced.</summary>
    public static string Identifier(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>The top module of a layer range, as the HLS kernel's top function is called.</summary>
    public static string TopModule(NetworkDescription network, LayerRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"fard_{Identifier(network.Name)}_{range.First}_{range.Last}");
}
