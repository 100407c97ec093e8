using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal;

/// <summary>A condition on a text, with words for it.</summary>
internal sealed record TextMatch(Func<string, bool> Matches, string Description)
{
    internal static readonly TextMatch Any = new(_ => true, "anything");

    internal static TextMatch Of(Regex pattern) => new(pattern.IsMatch, $"text like /{pattern}/");

    /// <summary>The text as a whole, or its start and what it contains; anything where nothing is given.</summary>
    internal static TextMatch Of(string? message, string? start, string? contains)
    {
        if (message is not null)
            return new(text => text == message, $"\"{message}\"");
        if (start is not null)
            return new(text => text.StartsWith(start, StringComparison.Ordinal), $"text that starts with \"{start}\"");
        return contains is null ? Any : new(text => text.Contains(contains, StringComparison.Ordinal), $"text that contains \"{contains}\"");
    }

    /// <summary>A log source: an actor's path with or without its system's address, or any other text.</summary>
    internal static TextMatch OfSource(string? source) => source is null
        ? Any
        : new(text => text == source || (source.StartsWith('/') && EndsWithPath(text, source)) || WithoutUid(text) == source, $"\"{source}\"");

    private static bool EndsWithPath(string text, string path) => WithoutUid(text).EndsWith(path, StringComparison.Ordinal);

    private static string WithoutUid(string text)
    {
        var trimmed = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        var uid = trimmed.IndexOf('#');
        return uid < 0 ? trimmed : trimmed[..uid];
    }
}
