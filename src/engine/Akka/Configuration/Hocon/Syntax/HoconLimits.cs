namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Bounds that keep damaged or hostile text from exhausting the stack, the memory or anybody's patience.</summary>
internal static class HoconLimits
{
    /// <summary>Characters of one text.</summary>
    internal const int TextLength = 4 * 1024 * 1024;

    /// <summary>Levels of objects and arrays in one text, a key's path counting each of its parts.</summary>
    internal const int Nesting = 100;

    /// <summary>Levels of files that include files.</summary>
    internal const int IncludeDepth = 16;

    /// <summary>Files included below one text, all levels together.</summary>
    internal const int Includes = 1000;

    /// <summary>Characters of one text and all that it includes.</summary>
    internal const int TotalLength = 4 * TextLength;

    /// <summary>Levels of values that are resolved within each other.</summary>
    internal const int ResolutionDepth = 300;

    /// <summary>Values, and 64-character pieces of text, made by resolving one text.</summary>
    internal const int ResolutionSteps = 2_000_000;
}
