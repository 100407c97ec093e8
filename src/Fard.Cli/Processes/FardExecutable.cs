using System.Diagnostics;

namespace Fard.Cli.Processes;

/// <summary>How this program starts itself again: its own executable, or <c>dotnet</c> with its assembly.</summary>
internal static class FardExecutable
{
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var assembly = typeof(FardExecutable).Assembly.Location;
        var host = Environment.ProcessPath ?? "dotnet";
        var isOwnExecutable = Path.GetFileNameWithoutExtension(host).Equals(Path.GetFileNameWithoutExtension(assembly), StringComparison.OrdinalIgnoreCase);
        var info = new ProcessStartInfo(isOwnExecutable ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (!isOwnExecutable)
            info.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        return info;
    }
}
