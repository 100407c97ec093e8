using System.Collections.Immutable;

namespace Fard.Planning.Resources;

/// <summary>Published utilisation to hold the model against.</summary>
public static class PublishedUtilisation
{
    /// <summary>Overlays of BNN-PYNQ for PYNQ-Z1 and Z2 (Vivado 2018.2), by network.</summary>
    public static ImmutableDictionary<string, ResourceVector> Overlays { get; } = ImmutableDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        [
            KeyValuePair.Create("cnvW1A1", new ResourceVector(26_072, 2_025, 41_312, 124, 24)),
            KeyValuePair.Create("cnvW1A2", new ResourceVector(40_321, 3_776, 56_276, 131.5, 26)),
            KeyValuePair.Create("cnvW2A2", new ResourceVector(37_302, 7_437, 51_386, 140, 32)),
            KeyValuePair.Create("lfcW1A1", new ResourceVector(28_360, 3_001, 33_470, 110, 4)),
            KeyValuePair.Create("lfcW1A2", new ResourceVector(48_981, 4_791, 45_338, 110, 4)),
        ]);

    /// <summary>
    /// Table I of the FARD paper: shares of a PYNQ-Z1 that the first FPGA uses when cnvW2A2 is split after layer 0 to 5. FF's third entry repeats its second,
    /// probably a misprint.
    /// </summary>
    public static ImmutableArray<ResourceVector> TableI { get; } =
    [
        new(0.1355, 0.0551, 0.1026, 0.0179, 0.0273),
        new(0.2769, 0.2136, 0.1693, 0.0393, 0.0636),
        new(0.3715, 0.2356, 0.1693, 0.1250, 0.0909),
        new(0.4451, 0.2532, 0.2977, 0.2679, 0.1364),
        new(0.5427, 0.2813, 0.3807, 0.5250, 0.1455),
        new(0.5835, 0.2817, 0.4462, 0.8893, 0.1455),
    ];
}
