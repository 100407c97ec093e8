using System.Buffers;
using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>Job ids in texts: messages of logs and paths of actors name jobs by their full id.</summary>
internal static class JobIdText
{
    private const int Digits = 2 * JobId.Length;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The first job id in the text: exactly 32 hexadecimal digits between other characters; null: there is none.</summary>
    public static JobId? Find(string text)
    {
        var rest = text.AsSpan();
        while (rest.Length >= Digits)
        {
            var begin = rest.IndexOfAny(Hexadecimal);
            if (begin < 0) return null;
            rest = rest[begin..];
            var length = rest.IndexOfAnyExcept(Hexadecimal);
            if (length < 0) length = rest.Length;
            // A letter or digit on either side makes it a part of a longer word.
            var isWord = (begin == 0 || !char.IsLetterOrDigit(text[text.Length - rest.Length - 1])) && (length == rest.Length || !char.IsLetterOrDigit(rest[length]));
            if (length == Digits && isWord && JobId.TryParse(rest[..length].ToString(), out var id)) return id;
            rest = rest[length..];
        }

        return null;
    }
}
