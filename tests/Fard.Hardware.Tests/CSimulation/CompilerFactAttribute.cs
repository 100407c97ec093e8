using System.ComponentModel;
using System.Diagnostics;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>A fact that compiles HLS kernels; skipped where there is no g++.</summary>
public sealed class CompilerFactAttribute : FactAttribute
{
    private static readonly bool HasCompiler = FindCompiler();

    public CompilerFactAttribute()
    {
        if (!HasCompiler)
            Skip = "There is no g++ on the path (Debian: apt install g++).";
    }

    private static bool FindCompiler()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("g++", "--version") { RedirectStandardOutput = true });
            process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
