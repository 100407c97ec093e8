using Akka.Configuration.Hocon.Text;

namespace Akka.Configuration.Hocon;

/// <summary>
/// The value as a .NET value. Each conversion throws <see cref="ConfigurationException"/> that says what was found and
/// what was expected where the value is of another kind.
/// </summary>
public partial class HoconValue
{
    public bool IsString() => Values.Count > 0 && Values.TrueForAll(element => element.IsString());

    public string? GetString()
    {
        if (Values.Count == 1)
            return Values[0].GetString();
        return Values.Count == 0 ? null : string.Concat(Values.Select(element => element.GetString()));
    }

    public bool IsArray() => Values.Count > 0 && Values.TrueForAll(element => element.IsArray());

    /// <summary>
    /// The elements of an array, or of an object whose keys are all whole numbers; no elements where there is no value, or
    /// an empty string.
    /// </summary>
    public IList<HoconValue> GetArray()
    {
        if (Values.Count == 1 && Values[0] is HoconArray or HoconObject)
            return Values[0].GetArray();
        if (IsString() && string.IsNullOrEmpty(GetString()))
            return [];
        return [.. Values.SelectMany(element => element.GetArray())];
    }

    public bool GetBoolean() => Text() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw HoconNumber.NotA("boolean (on, off, true, false, yes, no)", other),
    };

    public byte GetByte() => HoconNumber.Parse<byte>(Text(), "byte (0 to 255)");

    public int GetInt() => HoconNumber.Parse<int>(Text(), "32-bit whole number");

    public long GetLong() => HoconNumber.Parse<long>(Text(), "64-bit whole number");

    public float GetFloat() => HoconNumber.Parse<float>(Text(), "number");

    public double GetDouble() => HoconNumber.Parse<double>(Text(), "number");

    public decimal GetDecimal() => HoconNumber.Parse<decimal>(Text(), "decimal number");

    /// <summary>
    /// A duration: a number and a unit (ns, us, ms, s, m, h, d, or their long names), a number alone being milliseconds, or
    /// <c>infinite</c> for <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => DurationText.Parse(Text(), allowInfinite);

    /// <summary>A number of bytes: a number and a unit (B, kB, KiB, MB, MiB and so on); null where there is no value.</summary>
    public long? GetByteSize() => IsString() && GetString() is { } text ? ByteSizeText.Parse(text) : null;

    public IList<string> GetStringList() => List(value => value.Text());

    public IList<bool> GetBooleanList() => List(value => value.GetBoolean());

    public IList<byte> GetByteList() => List(value => value.GetByte());

    public IList<int> GetIntList() => List(value => value.GetInt());

    public IList<long> GetLongList() => List(value => value.GetLong());

    public IList<float> GetFloatList() => List(value => value.GetFloat());

    public IList<double> GetDoubleList() => List(value => value.GetDouble());

    public IList<decimal> GetDecimalList() => List(value => value.GetDecimal());

    private string Text() => GetString() ?? throw new ConfigurationException("Expected a value, found none.");

    private List<T> List<T>(Func<HoconValue, T> read) => [.. GetArray().Select(read)];
}
