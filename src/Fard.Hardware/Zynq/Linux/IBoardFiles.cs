namespace Fard.Hardware.Zynq.Linux;

/// <summary>
/// The files through which Linux shows a board: attributes in <c>/sys</c>, devices in <c>/dev</c>, firmware. Every path is absolute as on the board and lies below
/// one root, so that a directory tree can stand for a board.
/// </summary>
public interface IBoardFiles
{
    /// <summary>The path on this machine of a board's path.</summary>
    string PathOf(string path);

    bool Exists(string path);

    /// <summary>Names in a folder in order; empty where there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>A short text without the line end, at most 4 KiB.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    string Read(string path);

    /// <summary>Writes a short text to an attribute; the kernel has acted on it when this returns.</summary>
    /// <exception cref="IOException">The kernel refuses it, or there is no such attribute.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    void Write(string path, string text);

    /// <summary>Opens an attribute that is written often.</summary>
    IBoardAttribute Open(string path);
}

/// <summary>An attribute that is open for writing.</summary>
public interface IBoardAttribute : IDisposable
{
    /// <summary>Writes a text; the kernel has acted on it when this returns. Allocates nothing.</summary>
    /// <exception cref="IOException">The kernel refuses it.</exception>
    void Write(ReadOnlySpan<byte> text);
}
