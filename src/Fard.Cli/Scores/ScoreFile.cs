using Fard.Networks.Description;

namespace Fard.Cli.Scores;

/// <summary>The file that <c>--scores</c> writes: per image, in order, 64 signed 16-bit little-endian scores; no header.</summary>
internal sealed class ScoreFile : IDisposable
{
    public const int ScoresPerImage = 64;

    private const int RecordBytes = ScoresPerImage * sizeof(short);

    private readonly FileStream _stream;

    private ScoreFile(FileStream stream) => _stream = stream;

    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be created.</exception>
    public static ScoreFile Create(string path) => new(File.Create(path));

    /// <summary>Appends one image's output as the network wrote it.</summary>
    /// <exception cref="ArgumentException">The output is not 64 scores.</exception>
    public void Write(ReadOnlySpan<byte> output, ElementFormat element)
    {
        if (element != ElementFormat.Int16 || output.Length != RecordBytes)
            throw new ArgumentException($"The network's output is not {ScoresPerImage} scores of 16 bits an image, so it has no score file.", nameof(element));
        _stream.Write(output);
    }

    public void Dispose() => _stream.Dispose();
}
