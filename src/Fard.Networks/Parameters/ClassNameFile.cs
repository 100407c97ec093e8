using System.Collections.Immutable;
using System.Text;

namespace Fard.Networks.Parameters;

/// <summary><c>classes.txt</c>: a class name per line in UTF-8, in the order of the scores. Empty lines may follow the last name.</summary>
internal static class ClassNameFile
{
    public const string Name = "classes.txt";

    private const int LargestLength = 64 * 1024;

    public static ImmutableArray<string> Read(string path, int mostClasses)
    {
        var expectation = $"1 to {mostClasses} class names, one a line, in UTF-8";
        var bytes = ParameterFile.Read(path, expectation, stream =>
        {
            if (stream.Length > LargestLength)
                throw new ParameterFormatException(path, LargestLength, $"the file is {stream.Length} bytes long", $"at most {LargestLength} bytes");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        return Parse(path, bytes, mostClasses, expectation);
    }

    public static void Write(string path, ImmutableArray<string> classes) => File.WriteAllText(path, string.Concat(classes.Select(name => name + "\n")));

    private static ImmutableArray<string> Parse(string path, ReadOnlySpan<byte> bytes, int mostClasses, string expectation)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var names = ImmutableArray.CreateBuilder<string>();
        int? firstEmptyLine = null;
        for (var start = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0; start < bytes.Length;)
        {
            var end = bytes[start..].IndexOf((byte)'\n') is var found and >= 0 ? start + found : bytes.Length;
            string name;
            try
            {
                name = strict.GetString(bytes[start..end]).Trim();
            }
            catch (DecoderFallbackException e)
            {
                throw new ParameterFormatException(path, start, "the line is not UTF-8", expectation, e);
            }

            if (name.Length == 0)
                firstEmptyLine ??= start;
            else if (firstEmptyLine is { } empty)
                throw new ParameterFormatException(path, empty, "an empty line stands between class names", "a name on every line up to the last name");
            else if (name.Any(char.IsControl))
                throw new ParameterFormatException(path, start, "the line holds control characters", expectation);
            else if (names.Count == mostClasses)
                throw new ParameterFormatException(path, start, $"the file has more than {mostClasses} names", expectation);
            else
                names.Add(name);
            start = end + 1;
        }

        if (names.Count == 0)
            throw new ParameterFormatException(path, 0, "the file has no names", expectation);
        return names.DrainToImmutable();
    }
}
