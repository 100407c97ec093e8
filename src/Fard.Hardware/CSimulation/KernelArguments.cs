using System.Collections.Immutable;

namespace Fard.Hardware.CSimulation;

/// <summary>g++'s arguments, run in a folder with the HLS sources and the configuration header.</summary>
internal static class KernelArguments
{
    private static readonly ImmutableArray<string> Common = ["-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-I."];

    // The first folder that has a header wins: that is how the shim replaces the vendor's headers, and checking the shim's.
    private static readonly ImmutableArray<string> Quick =
        [.. Common, "-O3", "-march=native", "-DNDEBUG", "-Ishim", "-Ikernels", "kernels/top.cpp"];

    private static readonly ImmutableArray<string> Checking =
        [.. Common, "-O1", "-fsanitize=undefined", "-fno-sanitize-recover=all", "-Ichecking", "-Ikernels", "-Ishim", "kernels/top.cpp"];

    public static ImmutableArray<string> For(KernelTarget target) => target switch
    {
        // Without unique symbols and with hidden ones, two loaded copies share no state.
        KernelTarget.Library => [.. Quick, "csim/registers.cpp", "-shared", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique"],
        KernelTarget.TestBench => [.. Quick, "testbench/testbench.cpp"],
        _ => [.. Checking, "testbench/testbench.cpp"],
    };
}
