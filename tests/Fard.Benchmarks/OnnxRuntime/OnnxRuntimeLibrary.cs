using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fard.Benchmarks.OnnxRuntime;

/// <summary>Finds ONNX Runtime's native library, which npm's package <c>onnxruntime-node</c> carries; restores the package where it is missing.</summary>
internal static class OnnxRuntimeLibrary
{
    public const string PathVariable = "FARD_ONNXRUNTIME";

    /// <summary>The library's path: <paramref name="option"/>, or the variable <see cref="PathVariable"/>, or the restored package.</summary>
    /// <exception cref="OnnxRuntimeException">There is none, and the message says how to get one.</exception>
    public static string Locate(string? option)
    {
        if ((option ?? Environment.GetEnvironmentVariable(PathVariable)) is { } given)
            return File.Exists(given) ? given : throw new OnnxRuntimeException($"{given}: there is no such file; give the path of libonnxruntime.");

        var folder = PackageFolder();
        return Find(folder) ?? Restore(folder);
    }

    private static string PackageFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "Fard.Benchmarks", "OnnxRuntime");
            if (File.Exists(Path.Combine(candidate, "package-lock.json")))
                return candidate;
        }

        throw new OnnxRuntimeException($"The benchmarks run outside their repository: set {PathVariable} to the path of libonnxruntime.");
    }

    private static string? Find(string folder)
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var binaries = Path.Combine(folder, "node_modules", "onnxruntime-node", "bin");
        var suffix = Path.Combine(system, architecture) + Path.DirectorySeparatorChar;
        return !Directory.Exists(binaries) ? null : Directory.EnumerateFiles(binaries, "*onnxruntime.*", SearchOption.AllDirectories)
            .Order()
            .FirstOrDefault(path => path.Contains(suffix, StringComparison.Ordinal) && Path.GetFileName(path) is var name
                && (name.StartsWith("libonnxruntime.", StringComparison.Ordinal) || name == "onnxruntime.dll"));
    }

    private static string Restore(string folder)
    {
        Console.Error.WriteLine("Restoring onnxruntime-node with npm ...");
        try
        {
            var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { "ci", "--ignore-scripts", "--no-audit", "--no-fund" })
                start.ArgumentList.Add(argument);
            using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start.");
            var errors = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
                throw new OnnxRuntimeException($"'npm ci' in {folder} failed with {npm.ExitCode}: {errors.Result}");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new OnnxRuntimeException($"npm cannot be started ({e.Message}): install it, or set {PathVariable} to the path of libonnxruntime.");
        }

        return Find(folder)
            ?? throw new OnnxRuntimeException($"onnxruntime-node has no library for this system: set {PathVariable} to the path of libonnxruntime.");
    }
}
