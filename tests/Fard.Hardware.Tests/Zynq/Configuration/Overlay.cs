using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Configuration;

/// <summary>BNN-PYNQ's overlay for PYNQ-Z1 and Z2.</summary>
internal static class Overlay
{
    public static string Bit => Path.Combine(SharedFiles.Root!, "bnn-pynq", "overlay", "cnvW2A2-pynqZ1-Z2.bit");

    public static string Hwh => Path.ChangeExtension(Bit, ".hwh");
}
