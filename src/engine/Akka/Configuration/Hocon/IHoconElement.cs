namespace Akka.Configuration.Hocon;

/// <summary>A part of a value: an object, an array or a literal.</summary>
public interface IHoconElement
{
    bool IsString();

    string? GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}
