using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text (https://github.com/lightbend/config/blob/main/HOCON.md).</summary>
public class Parser
{
    /// <summary>
    /// Reads <paramref name="text"/>. Called from inside an include callback it reads a part of the including text:
    /// its substitutions then see both, and its depth counts against the bound on nested includes.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="includeCallback">As in <see cref="ConfigurationFactory.ParseString(string, Func{string, HoconRoot})"/>.</param>
    /// <exception cref="ConfigurationException">The text is damaged or too large.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback) =>
        HoconText.Read(text, includeCallback, resolveNow: false);
}
