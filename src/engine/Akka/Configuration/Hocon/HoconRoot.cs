using Akka.Configuration.Hocon.Resolution;
using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration.Hocon;

/// <summary>The top-level object of one text.</summary>
public class HoconRoot
{
    private HoconValue? _value;

    public HoconRoot(HoconValue value) => _value = value;

    protected HoconRoot()
    {
    }

    /// <summary>
    /// An included text: its substitutions may point into the including text, so they are resolved there, and against this
    /// text alone only when somebody asks for <see cref="Value"/>.
    /// </summary>
    internal HoconRoot(ObjectNode syntax) => Syntax = syntax;

    public HoconValue Value => _value ??= Syntax is null ? new HoconValue() : SubstitutionResolver.Resolve(Syntax);

    internal ObjectNode? Syntax { get; }
}
