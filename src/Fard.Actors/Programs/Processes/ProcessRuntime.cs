using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>
/// Runs programs as processes of their own: Python files with the package <c>fard</c>, and executables in any language that speak the protocol of
/// docs/user-programs.md.
/// </summary>
/// <param name="settings">How this board runs programs.</param>
/// <param name="findBitstream">Finds a bitstream package of the board by its reference; a package in the application's own folder goes first.</param>
public sealed class ProcessRuntime(ProgramSettings settings, Func<string, BitstreamPackage>? findBitstream = null) : IProgramRuntime
{
    public string Name => "process";

    /// <summary>Everything but assemblies, which are no programs of their own.</summary>
    public bool Runs(string mainFile)
    {
        ArgumentNullException.ThrowIfNull(mainFile);
        return !mainFile.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
    }

    public ITaskProgram CreateTask(ProgramSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ProgramCommand.Of(source, settings);
        return new ProcessTaskProgram(source, settings, ProgramBitstreams.Of(source.Folder, findBitstream));
    }

    public IJobProgram CreateJob(ProgramSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ProgramCommand.Of(source, settings);
        return new ProcessJobProgram(source, settings, ProgramBitstreams.Of(source.Folder, findBitstream));
    }
}
