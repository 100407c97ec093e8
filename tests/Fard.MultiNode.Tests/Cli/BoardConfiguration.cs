namespace Fard.MultiNode.Tests.Cli;

/// <summary>Configuration files of boards: the installed one, unpaced, and what a spec adds.</summary>
internal static class BoardConfiguration
{
    /// <summary>Writes one; its path.</summary>
    /// <param name="more">HOCON above the rest.</param>
    public static string Write(DirectoryInfo folder, string more, string? bitstreams = null)
    {
        var path = Path.Combine(folder.FullName, "board.conf");
        File.WriteAllText(path, $"""
            include "{ClusterByHand.Installed("hocon", "board.conf")}"
            fard.board.pace = none
            fard.board.bitstreams = ["{bitstreams ?? ClusterByHand.Installed("bitstreams")}"]
            {more}
            """);
        return path;
    }
}
