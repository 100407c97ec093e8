using System.Collections.Immutable;

namespace Fard.Hardware.CSimulation;

/// <summary>g++'s arguments, run in a folder with the HLS sources and the configuration header.</summary>
internal static class KernelArguments
{
    /// <summary>The source that all ranges of layers share.</summary>
    public const string LayersSource = "kernels/top.cpp";

    private static readonly ImmutableArray<string> Common = ["-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-I."];

    private static readonly ImmutableArray<string> Quick = [.. Common, "-O3", "-march=native", "-DNDEBUG"];

    // The first folder that has a header wins: that is how the shim replaces the vendor's headers, and checking both of them.
    private static readonly ImmutableArray<string> PlainFolders = ["-Ishim", "-Ikernels"];

    private static readonly ImmutableArray<string> BoundedFolders = ["-Ichecking", "-Ishim", "-Ikernels"];

    private static readonly ImmutableArray<string> CheckingFolders = ["-Ichecking", "-Ikernels", "-Ishim"];

    public static ImmutableArray<string> For(KernelTarget target, string source) => target switch
    {
        // Without unique symbols and with hidden ones, two loaded copies share no state.
        KernelTarget.Library => [.. Quick, .. BoundedFolders, source, "csim/registers.cpp", "-shared", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique"],
        KernelTarget.TestBench => [.. Quick, .. PlainFolders, source, "testbench/testbench.cpp"],
        _ => [.. Common, "-O1", .. CheckingFolders, source, "testbench/testbench.cpp"],
    };
}
