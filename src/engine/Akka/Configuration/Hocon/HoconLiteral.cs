using Akka.Configuration.Hocon.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A string, number, boolean or null, as text; null's <see cref="Value"/> is null.</summary>
public class HoconLiteral : IHoconElement
{
    public string? Value { get; set; }

    public bool IsString() => true;

    public string? GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new ConfigurationException($"Expected an array, found {this}.");

    /// <summary>The literal as HOCON text, quoted where it has to be.</summary>
    public override string ToString() => HoconPrinter.Literal(Value);
}
