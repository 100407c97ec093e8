using System.ComponentModel;
using System.Diagnostics;

namespace Fard.Gateway.Tests.Foreign;

/// <summary>The packages of the folder clients, installed once by their lock file.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<string?> Missing = new(Install);

    /// <summary>The folder with the clients, in the sources.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "tests", "Fard.Gateway.Tests", "clients");

    /// <summary>The service definition of gRPC.</summary>
    public static string Proto { get; } = Path.Combine(RepositoryRoot(), "src", "Fard.Gateway", "Inference", "Grpc", "open_inference.proto");

    /// <summary>Why they cannot be used here; null: they can.</summary>
    public static string? WhyNot => Missing.Value;

    /// <summary>Starts a program of Node.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string? Install()
    {
        if (Run("node", "--version") is { } noNode) return $"There is no node on the path (Debian: apt install nodejs npm): {noNode}";
        if (IsInstalled()) return null;
        return Run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") is { } failure ? $"npm could not install the clients' packages: {failure}" : null;
    }

    // npm writes this file when it is done.
    private static bool IsInstalled()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(InstallLimit)) return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {error.Result.Trim()}";
            process.Kill(entireProcessTree: true);
            return $"{program} took longer than {InstallLimit.TotalMinutes:0} minutes.";
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fard.Actors.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"There is no Fard.Actors.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A fact that runs clients from npm; skipped, with the reason, where these cannot be had.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeClients.WhyNot;
}
