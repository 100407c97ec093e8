using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>The files of the board that this process runs on, or of a directory tree that stands for one.</summary>
/// <param name="root">The folder that the board's paths start at; <c>/</c> on a board.</param>
public sealed class BoardFiles(string root = "/") : IBoardFiles
{
    private const int LongestText = 4096;

    private readonly string _root = Path.GetFullPath(root);

    public string PathOf(string path) => Path.Join(_root, path);

    public bool Exists(string path) => Path.Exists(PathOf(path));

    public IReadOnlyList<string> List(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(PathOf(folder)).EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public string Read(string path)
    {
        // Attributes say 4096 bytes, or none, whatever they hold: only reading tells.
        using var file = File.OpenHandle(PathOf(path));
        var text = new byte[LongestText];
        var length = RandomAccess.Read(file, text, 0);
        return Encoding.UTF8.GetString(text, 0, length).TrimEnd('\0', '\n', ' ');
    }

    public void Write(string path, string text)
    {
        using var attribute = Open(path);
        attribute.Write(Encoding.UTF8.GetBytes(text));
    }

    public IBoardAttribute Open(string path) => new Attribute(File.OpenHandle(PathOf(path), FileMode.Open, FileAccess.Write, FileShare.ReadWrite));

    private sealed class Attribute(SafeFileHandle file) : IBoardAttribute
    {
        // Each write starts at the beginning: an attribute is a value, not a log.
        public void Write(ReadOnlySpan<byte> text) => RandomAccess.Write(file, text, 0);

        public void Dispose() => file.Dispose();
    }
}
