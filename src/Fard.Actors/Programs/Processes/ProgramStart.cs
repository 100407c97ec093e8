using System.Collections.Immutable;

namespace Fard.Actors.Programs.Processes;

/// <summary>One user program to start.</summary>
/// <param name="Folder">The application's folder; the program runs in it.</param>
/// <param name="MainFile">Path of the program below it. A file that ends in <c>.py</c> is a Python program, anything else is started as it is.</param>
public sealed record ProgramStart(string Folder, string MainFile)
{
    /// <summary>What it may use; null: what the board's settings say.</summary>
    public ProgramLimits? Limits { get; init; }

    /// <summary>Whether it may drive the FPGA itself, with <c>pynq</c> for example, instead of asking the board. It needs the FPGA to itself for that.</summary>
    public bool DirectFpga { get; init; }

    /// <summary>The command with its arguments.</summary>
    /// <exception cref="UserProgramException">There is no such file, or it lies outside the folder.</exception>
    internal ImmutableArray<string> Command(ProgramSettings settings)
    {
        var root = Path.GetFullPath(Folder);
        var main = Path.GetFullPath(Path.Combine(root, MainFile));
        if (!main.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UserProgramException($"The program {MainFile} lies outside its application's folder.");
        if (!File.Exists(main)) throw new UserProgramException($"There is no program {MainFile} in its application's folder {root}.");
        return main.EndsWith(".py", StringComparison.Ordinal) ? [settings.Python, "-m", "fard.program", main] : [main];
    }
}
