using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Toolchain;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>Builds a generated kernel into a shared library: Verilator makes C++ of it, g++ compiles that with the harness.</summary>
/// <remarks>The cache's key is a hash of all sources, the tools' versions and their options. Verilator's own runtime is compiled once and kept there too.</remarks>
public sealed class SimulationBuilder(RtlSimulationOptions options)
{
    private const string Purpose = "RTL simulation";

    /// <summary>Lint is part of the build: what Verilator warns of fails it, but for what is meant.</summary>
    internal static readonly ImmutableArray<string> Lint =
        ["-Wall", "-Wno-DECLFILENAME", "-Wno-UNUSEDSIGNAL", "-Wno-SYMRSVDWORD", "-Wno-PINCONNECTEMPTY", "+define+FARD_SIMULATION"];

    private readonly BuildTool _verilator =
        new(Purpose, options.Verilator, "the simulator", "Install Verilator (Debian: apt install verilator), or name another command.");

    private readonly BuildTool _compiler = BuildTool.Compiler(Purpose, options.Compiler);

    private ImmutableArray<string> CompilerArguments =>
        [$"-O{options.Optimisation.ToString(CultureInfo.InvariantCulture)}", "-std=c++17", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique"];

    /// <summary>The built simulation's path.</summary>
    /// <exception cref="AcceleratorException">A tool is missing or failed, or the cache cannot be written; the message says which.</exception>
    public async Task<string> BuildAsync(RtlKernel kernel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Optimisation, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Optimisation, 3, nameof(options));
        var versions = await _verilator.VersionAsync(cancellationToken).ConfigureAwait(false) + await _compiler.VersionAsync(cancellationToken).ConfigureAwait(false);
        var sources = kernel.Generate().AddRange(RtlLibrary.Modules);
        var common = string.Join(' ', [versions, .. Lint, .. CompilerArguments]);
        var key = Hash([common, RtlLibrary.Harness.Text, .. sources.Select(file => file.Name + '\0' + file.Text)]);
        var result = Path.Combine(options.CacheFolder, $"{kernel.Name}-{key}.so");
        if (File.Exists(result))
            return result;

        var work = Path.Combine(options.CacheFolder, $"build-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(work);
            var runtime = await RuntimeAsync(work, Hash([common]), cancellationToken).ConfigureAwait(false);
            var files = kernel.WriteTo(work);
            await File.WriteAllTextAsync(Path.Combine(work, RtlLibrary.Harness.Name), RtlLibrary.Harness.Text, cancellationToken).ConfigureAwait(false);
            await _verilator.RunAsync(
                work,
                [
                    "--cc", "--prefix", "Vkernel", "--top-module", kernel.Name, "-Mdir", "verilated",
                    "-O3", "--x-assign", "fast", "--x-initial", "fast", "--noassert", "--output-split", "0", .. Lint, .. files,
                ],
                cancellationToken).ConfigureAwait(false);
            // One translation unit: quicker to compile than many that include the same headers.
            var units = Directory.GetFiles(Path.Combine(work, "verilated"), "*.cpp").Order(StringComparer.Ordinal).Append(Path.Combine(work, RtlLibrary.Harness.Name));
            var all = Path.Combine(work, "all.cc");
            await File.WriteAllLinesAsync(all, units.Select(unit => $"#include \"{unit}\""), cancellationToken).ConfigureAwait(false);
            var made = Path.Combine(work, "result.so");
            await _compiler.RunAsync(
                work,
                [
                    .. CompilerArguments, "-shared", .. await IncludesAsync(cancellationToken).ConfigureAwait(false), "-Iverilated",
                    $"-DFARD_FIFOS={kernel.Fifos.Length}", $"-DFARD_OUTPUT_WORDS={kernel.OutputWords}", all, runtime, "-o", made,
                ],
                cancellationToken).ConfigureAwait(false);
            // Whoever built the same meanwhile made the same file.
            File.Move(made, result, overwrite: true);
            return result;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"{Purpose}: the cache {options.CacheFolder} cannot be used: {failure.Message} Choose a folder that can be written.", failure);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private async Task<string> RuntimeAsync(string work, string key, CancellationToken cancellationToken)
    {
        var result = Path.Combine(options.CacheFolder, $"verilator-{key}.o");
        if (File.Exists(result))
            return result;
        var includes = await IncludesAsync(cancellationToken).ConfigureAwait(false);
        var made = Path.Combine(work, "runtime.o");
        var source = Path.Combine(work, "runtime.cc");
        await File.WriteAllTextAsync(source, "#include \"verilated.cpp\"\n#include \"verilated_threads.cpp\"\n", cancellationToken).ConfigureAwait(false);
        await _compiler.RunAsync(work, [.. CompilerArguments, .. includes, "-c", source, "-o", made], cancellationToken).ConfigureAwait(false);
        File.Move(made, result, overwrite: true);
        return result;
    }

    private async Task<ImmutableArray<string>> IncludesAsync(CancellationToken cancellationToken)
    {
        var root = await _verilator.RunAsync(Environment.CurrentDirectory, ["--getenv", "VERILATOR_ROOT"], cancellationToken).ConfigureAwait(false);
        var include = Path.Combine(root.Trim(), "include");
        return [$"-I{include}", $"-I{Path.Combine(include, "vltstd")}"];
    }

    private static string Hash(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
            hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
