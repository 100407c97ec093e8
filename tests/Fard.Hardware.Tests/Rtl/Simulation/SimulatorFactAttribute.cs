using System.ComponentModel;
using System.Diagnostics;
using Fard.Hardware.Tests.CSimulation;

namespace Fard.Hardware.Tests.Rtl.Simulation;

/// <summary>A fact that builds and simulates RTL; skipped where Verilator or g++ is missing.</summary>
public class SimulatorFactAttribute : FactAttribute
{
    private static readonly bool HasSimulator = Answers("verilator", "--version");

    public SimulatorFactAttribute() =>
        Skip = HasSimulator ? new CompilerFactAttribute().Skip : "There is no verilator on the path (Debian: apt install verilator).";

    /// <summary>Whether a program is there.</summary>
    internal static bool Answers(string program, string option)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, option) { RedirectStandardOutput = true });
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
