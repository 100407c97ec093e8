using Fard.Hardware.CSimulation;
using Fard.Hardware.Hls;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>Compiles the test bench of a layer range and lets it compare the kernel's words with those of Fard.Networks.</summary>
internal static class KernelTestBench
{
    /// <summary>Fails with the test bench's report unless every word is the one that Fard.Networks gives.</summary>
    public static async Task ShouldEqualNetworks(
        KernelFolder folder, NetworkParameters parameters, LayerRange range, byte[] input, HlsKernelOptions? kernel = null,
        KernelTarget target = KernelTarget.CheckingTestBench)
    {
        var files = folder.NewPath();
        HlsKernelFolder.Write(files, parameters, range, input, kernel);
        var (exitCode, report) = await Run(folder, parameters.Network, range, files, kernel, target);
        exitCode.ShouldBe(0, $"{parameters.Network.Name} {range}: {report}");
        report.ShouldContain($"{input.Length / parameters.Network.StreamBefore(range.First).BytesPerImage} images, 0 of");
    }

    /// <summary>Runs the test bench on the files of a kernel folder; gives its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Report)> Run(
        KernelFolder folder, NetworkDescription network, LayerRange range, string files, HlsKernelOptions? kernel = null,
        KernelTarget target = KernelTarget.CheckingTestBench)
    {
        var options = folder.Options with { Kernel = kernel ?? HlsKernelOptions.Default };
        var program = await new KernelBuilder(options).BuildAsync(network, range, target, CancellationToken.None);
        string[] names = [HlsKernelFolder.ParameterFile, HlsKernelFolder.InputFile, HlsKernelFolder.ExpectedFile];
        return await ShellCommand.Run(program, names.Select(name => Path.Combine(files, name)));
    }
}
