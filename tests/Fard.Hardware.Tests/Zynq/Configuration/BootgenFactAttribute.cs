using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Configuration;

/// <summary>A fact that compares with bootgen on the shared overlay; skipped where either is absent.</summary>
public sealed class BootgenFactAttribute : FactAttribute
{
    public BootgenFactAttribute()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "bootgen"))))
            Skip = "There is no bootgen on the path (Debian: apt install xilinx-bootgen).";
        else if (SharedFiles.Root is null)
            Skip = "There is no folder shared/data beside the repository.";
    }
}
