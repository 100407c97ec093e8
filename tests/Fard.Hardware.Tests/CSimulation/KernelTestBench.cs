using System.Runtime.InteropServices;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Hls;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>Compiles the test bench of a layer range and lets it compare the kernel's words with those of Fard.Networks.</summary>
internal static class KernelTestBench
{
    /// <summary>Fails with the test bench's report unless every word is the reference executor's.</summary>
    public static async Task ShouldEqualReference(
        KernelFolder folder, NetworkParameters parameters, LayerRange range, byte[] input, int imageCount, HlsKernelOptions? kernel = null,
        KernelTarget target = KernelTarget.CheckingTestBench)
    {
        var reference = new ReferenceExecutor(parameters, range);
        var expected = new byte[imageCount * reference.Output.BytesPerImage];
        reference.Execute(input, expected, imageCount);
        var (exitCode, report) = await Run(folder, parameters, range, input, expected, kernel, target);
        exitCode.ShouldBe(0, $"{parameters.Network.Name} {range}: {report}");
        report.ShouldContain($"{imageCount} images, 0 of");
    }

    /// <summary>Runs the test bench; gives its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Report)> Run(
        KernelFolder folder, NetworkParameters parameters, LayerRange range, byte[] input, byte[] expected, HlsKernelOptions? kernel = null,
        KernelTarget target = KernelTarget.CheckingTestBench)
    {
        var options = folder.Options with { Kernel = kernel ?? HlsKernelOptions.Default };
        var program = await new KernelBuilder(options).BuildAsync(parameters.Network, range, target, CancellationToken.None);
        var words = new ulong[HlsParameterWords.Count(parameters.Network, range)];
        HlsParameterWords.Encode(parameters, range, words);

        var files = folder.NewPath();
        Directory.CreateDirectory(files);
        string[] arguments = [Path.Combine(files, "parameters"), Path.Combine(files, "input"), Path.Combine(files, "expected")];
        await File.WriteAllBytesAsync(arguments[0], MemoryMarshal.AsBytes(words.AsSpan()).ToArray());
        await File.WriteAllBytesAsync(arguments[1], input);
        await File.WriteAllBytesAsync(arguments[2], expected);

        return await ShellCommand.Run(program, arguments);
    }
}
