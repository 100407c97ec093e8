using System.Buffers.Binary;

namespace Fard.Cli.Scores;

/// <summary>The file that <c>--scores</c> writes: per image, in order, 64 signed 16-bit little-endian scores; no header.</summary>
internal sealed class ScoreFile : IDisposable
{
    public const int ScoresPerImage = 64;

    private readonly FileStream _stream;
    private readonly byte[] _record = new byte[ScoresPerImage * sizeof(short)];

    private ScoreFile(FileStream stream) => _stream = stream;

    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be created.</exception>
    public static ScoreFile Create(string path) => new(File.Create(path));

    /// <summary>Appends one image's scores; missing ones are written as 0.</summary>
    public void Write(ReadOnlySpan<short> scores)
    {
        if (scores.Length > ScoresPerImage)
            throw new ArgumentException($"An image has at most {ScoresPerImage} scores, not {scores.Length}.", nameof(scores));
        _record.AsSpan().Clear();
        for (var i = 0; i < scores.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(_record.AsSpan(i * sizeof(short)), scores[i]);
        _stream.Write(_record);
    }

    public void Dispose() => _stream.Dispose();
}
