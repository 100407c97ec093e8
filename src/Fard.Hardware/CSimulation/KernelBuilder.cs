using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Functions;
using Fard.Hardware.Hls;
using Fard.Hardware.Toolchain;
using Fard.Networks.Description;

namespace Fard.Hardware.CSimulation;

/// <summary>Compiles the HLS kernel of a layer range with g++, or finds it in the cache.</summary>
/// <remarks>The cache's key is a hash of the sources, the configuration header, the compiler's version, its options and the processor's features.</remarks>
public sealed class KernelBuilder(CSimulationOptions options)
{
    private readonly BuildTool _compiler = BuildTool.Compiler("C simulation", options.Compiler);

    /// <summary>The compiled kernel's path, of a network's layers.</summary>
    /// <exception cref="AcceleratorException">There is no compiler, it failed, or the cache cannot be written; the message says which.</exception>
    public Task<string> BuildAsync(NetworkDescription network, LayerRange range, KernelTarget target, CancellationToken cancellationToken) => BuildAsync(
        new FunctionKernel(HlsConfigurationWriter.TopFunction(network, range), KernelArguments.LayersSource), HlsConfigurationWriter.Write(network, range, options.Kernel), target, cancellationToken);

    /// <summary>The compiled kernel's path, of a function.</summary>
    /// <exception cref="AcceleratorException">There is no compiler, it failed, or the cache cannot be written; the message says which.</exception>
    public Task<string> BuildAsync(KernelFunction function, KernelTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        return BuildAsync(function.Kernel, FunctionHeader.Write(function), target, cancellationToken);
    }

    private async Task<string> BuildAsync(FunctionKernel kernel, string header, KernelTarget target, CancellationToken cancellationToken)
    {
        var version = await _compiler.VersionAsync(cancellationToken).ConfigureAwait(false);
        var arguments = KernelArguments.For(target, kernel.Source);
        var key = Hash(header, version, arguments);
        var result = Path.Combine(options.CacheFolder, $"{kernel.Top}-{key}{(target == KernelTarget.Library ? ".so" : "")}");
        if (File.Exists(result))
            return result;

        var work = Path.Combine(options.CacheFolder, $"build-{Guid.NewGuid():N}");
        try
        {
            HlsSources.WriteTo(work);
            await File.WriteAllTextAsync(Path.Combine(work, HlsConfigurationWriter.FileName), header, cancellationToken).ConfigureAwait(false);
            var made = Path.Combine(work, "result");
            await _compiler.RunAsync(work, [.. arguments, "-o", made], cancellationToken).ConfigureAwait(false);
            if (!File.Exists(made))
                throw new AcceleratorException($"C simulation: {options.Compiler} made no file. It has to be a C++ compiler that takes g++'s arguments.");
            // Whoever compiled the same meanwhile made the same file.
            File.Move(made, result, overwrite: true);
            return result;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"C simulation: the kernel cache {options.CacheFolder} cannot be used: {failure.Message} Choose a folder that can be written.", failure);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private static string Hash(string header, string compilerVersion, ImmutableArray<string> arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(header);
        Add(compilerVersion);
        Add(string.Join(' ', arguments));
        Add(ProcessorFeatures());
        foreach (var name in HlsSources.Names)
        {
            Add(name);
            hash.AppendData(HlsSources.Read(name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }

    // Code for one processor's features may not run on another that shares the cache folder.
    private static string ProcessorFeatures()
    {
        const string cpuInformation = "/proc/cpuinfo";
        return File.Exists(cpuInformation)
            ? File.ReadLines(cpuInformation).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal)) ?? ""
            : "";
    }
}
