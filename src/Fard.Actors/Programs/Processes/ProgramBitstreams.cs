using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Programs.Processes;

/// <summary>The bitstream packages that a program may load.</summary>
internal static class ProgramBitstreams
{
    /// <summary>Those in an application's own folder, in <c>bitstreams/</c>, and then whatever the board has.</summary>
    public static Func<string, BitstreamPackage> Of(string folder, Func<string, BitstreamPackage>? board = null)
    {
        var own = new BitstreamStore(Path.Combine(folder, "bitstreams"));
        return reference => board is null || own.Names.Contains(BitstreamReference.Parse(reference).Name) ? own.Load(reference) : board(reference);
    }
}
