namespace Akka.Configuration.Hocon.Syntax;

/// <summary>A place in a text, for error messages.</summary>
/// <param name="Source">The included file's name; null for the outermost text.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
internal readonly record struct TextPosition(string? Source, int Line, int Column)
{
    public override string ToString() =>
        Source is null ? $"line {Line}, column {Column}" : $"'{Source}', line {Line}, column {Column}";
}
