using System.Buffers.Binary;

namespace Fard.Networks.Parameters;

/// <summary>A headerless file of 64-bit little-endian words, read only after its length was found to be possible.</summary>
internal static class WordFile
{
    /// <summary>Reads a file of whole rows, each of <paramref name="wordsPerRow"/> words.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wordsPerRow">Words that belong together: the fold of one row's weights, or one row's thresholds.</param>
    /// <param name="leastRows">Rows that have to be there.</param>
    /// <param name="rows">Rows that the layer has; those that the file leaves out are zeros.</param>
    public static ulong[] Read(string path, int wordsPerRow, int leastRows, int rows)
    {
        var expectation = leastRows == rows
            ? $"{8L * wordsPerRow * rows} bytes ({rows} rows of {wordsPerRow} 64-bit words)"
            : $"{8L * wordsPerRow * leastRows} to {8L * wordsPerRow * rows} bytes ({leastRows} to {rows} whole rows of {wordsPerRow} 64-bit words)";
        return ParameterFile.Read(path, expectation, stream =>
        {
            var (length, longest) = (stream.Length, 8L * wordsPerRow * rows);
            if (length > longest)
                throw new ParameterFormatException(path, longest, $"the file is {length} bytes long", expectation);
            if (length % (8L * wordsPerRow) != 0 || length < 8L * wordsPerRow * leastRows)
                throw new ParameterFormatException(path, length, $"the file ends after {length} bytes", expectation);

            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            var words = new ulong[wordsPerRow * rows];
            for (var i = 0; i < bytes.Length / 8; i++)
                words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i));
            return words;
        });
    }

    public static void Write(string path, ReadOnlySpan<ulong> words)
    {
        var bytes = new byte[8 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), words[i]);
        File.WriteAllBytes(path, bytes);
    }
}
