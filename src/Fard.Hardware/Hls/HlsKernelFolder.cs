using System.Runtime.InteropServices;
using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Hls;

/// <summary>
/// A folder with all that differs between two kernels: what the test bench and <c>hls/tcl/synthesize.tcl</c> are given.
/// </summary>
public static class HlsKernelFolder
{
    /// <summary>The parameters in the order in which the kernel loads them, 64-bit little-endian words.</summary>
    public const string ParameterFile = "parameters.bin";

    /// <summary>The packed stream of the test bench's images.</summary>
    public const string InputFile = "input.bin";

    /// <summary>The packed stream that the kernel has to write for them.</summary>
    public const string ExpectedFile = "expected.bin";

    /// <summary>Writes the configuration header, the parameters, and images with the results that the bit-plane executor gives for them.</summary>
    /// <param name="folder">The folder; it is made where it is missing, files of the same names are replaced.</param>
    /// <param name="parameters">The network's trained values.</param>
    /// <param name="range">The kernel's layers.</param>
    /// <param name="input">The packed stream into the range, of whole images.</param>
    /// <param name="options">The kernel's options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The input has no whole number of images.</exception>
    public static void Write(string folder, NetworkParameters parameters, LayerRange range, ReadOnlySpan<byte> input, HlsKernelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var executor = new BitPlaneExecutor(parameters, range);
        var imageCount = input.Length / executor.Input.BytesPerImage;
        var expected = new byte[imageCount * executor.Output.BytesPerImage];
        executor.Execute(input, expected, imageCount);
        var words = new ulong[HlsParameterWords.Count(parameters.Network, range)];
        HlsParameterWords.Encode(parameters, range, words);

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, HlsConfigurationWriter.FileName), HlsConfigurationWriter.Write(parameters.Network, range, options));
        File.WriteAllBytes(Path.Combine(folder, ParameterFile), MemoryMarshal.AsBytes(words.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, InputFile), input);
        File.WriteAllBytes(Path.Combine(folder, ExpectedFile), expected);
    }
}
