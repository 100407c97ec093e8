using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fard.Hardware.Rtl.Synthesis;

/// <summary>What a kernel occupies, part by part.</summary>
/// <param name="Label">What these counts are.</param>
/// <param name="Tool">The tool and its version.</param>
/// <param name="Family">The FPGA family.</param>
/// <param name="Network">The network.</param>
/// <param name="First">The kernel's first layer.</param>
/// <param name="Last">Its last.</param>
/// <param name="Rows">The parts: all that is not a layer, then the layers.</param>
public sealed record SynthesisTable(string Label, string Tool, string Family, string Network, int First, int Last, ImmutableArray<SynthesisRow> Rows)
{
    /// <summary>The label of every table.</summary>
    public const string NotVivado = "open-source synthesis count, not Vivado's";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The name of a layer's row.</summary>
    public static string LayerRow(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer {layer}");

    public static SynthesisTable Read(string json) => JsonSerializer.Deserialize<SynthesisTable>(json, Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>One part of a kernel.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Counts">What it occupies.</param>
/// <param name="Cumulative">What it and all parts before it occupy: a board that ends with this layer.</param>
/// <param name="Source">A hash of the Verilog that was synthesised.</param>
public sealed record SynthesisRow(string Part, SynthesisCounts Counts, SynthesisCounts Cumulative, string Source);
