using Fard.Cli.CommandLine;
using Fard.Networks.Description;

namespace Fard.Cli.Scores;

/// <summary>The file that <c>--scores</c> writes: per image, in order, 64 signed 16-bit little-endian scores; no header.</summary>
internal sealed class ScoreFile : IDisposable
{
    public const int ScoresPerImage = 64;

    private const int RecordBytes = ScoresPerImage * sizeof(short);

    private readonly FileStream _stream;

    private ScoreFile(FileStream stream) => _stream = stream;

    /// <summary>Creates the file for a network's scores.</summary>
    /// <exception cref="CliException">The network's output is not 64 scores an image.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be created.</exception>
    public static ScoreFile Create(string path, NetworkDescription network)
    {
        var output = network.StreamBefore(network.Layers.Length);
        if (output.Element != ElementFormat.Int16 || output.BytesPerImage != RecordBytes)
        {
            throw new CliException(
                $"{network.Name} writes {output}, not {ScoresPerImage} scores of 16 bits an image, so it has no score file.", "Leave --scores out; the classes are printed.", ExitCodes.Usage);
        }

        return new ScoreFile(File.Create(path));
    }

    /// <summary>Appends one image's output as the network wrote it.</summary>
    public void Write(ReadOnlySpan<byte> output) => _stream.Write(output);

    public void Dispose() => _stream.Dispose();
}
