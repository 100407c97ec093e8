namespace Fard.Cli.Scores;

/// <summary>One image's result, as tables and <c>--json</c> show it.</summary>
/// <param name="File">Where the image came from.</param>
/// <param name="Expected">The class that its source says it shows, or null.</param>
/// <param name="Class">The class with the highest score.</param>
/// <param name="Score">That score; null where the network answers with a class and no scores.</param>
internal sealed record ClassifiedImage(string File, string? Expected, string Class, int? Score);
