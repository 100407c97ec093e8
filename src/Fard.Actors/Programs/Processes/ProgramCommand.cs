using System.Collections.Immutable;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>The command that starts a program.</summary>
internal static class ProgramCommand
{
    /// <summary>Whether the file is a Python program that uses the package <c>fard</c>; anything else is started as it is.</summary>
    public static bool IsPython(string mainFile) => mainFile.EndsWith(".py", StringComparison.Ordinal);

    /// <exception cref="ProgramException">There is no such file, or it lies outside the application's folder.</exception>
    public static ImmutableArray<string> Of(ProgramSource source, ProgramSettings settings)
    {
        var root = Path.GetFullPath(source.Folder);
        var main = Path.GetFullPath(Path.Combine(root, source.MainFile));
        if (!main.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ProgramException($"The program {source.MainFile} lies outside its application's folder.");
        if (!File.Exists(main)) throw new ProgramException($"There is no program {source.MainFile} in its application's folder {root}.");
        return IsPython(main) ? [settings.Python, "-m", "fard.program", main] : [main];
    }
}
