using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public partial class Config
{
    public virtual string? GetString(string path, string? @default = null) => Read(path, @default, value => value.GetString());

    public virtual bool GetBoolean(string path, bool @default = false) => Read(path, @default, value => value.GetBoolean());

    public virtual int GetInt(string path, int @default = 0) => Read(path, @default, value => value.GetInt());

    public virtual long GetLong(string path, long @default = 0) => Read(path, @default, value => value.GetLong());

    public virtual float GetFloat(string path, float @default = 0) => Read(path, @default, value => value.GetFloat());

    public virtual double GetDouble(string path, double @default = 0) => Read(path, @default, value => value.GetDouble());

    public virtual decimal GetDecimal(string path, decimal @default = 0) => Read(path, @default, value => value.GetDecimal());

    /// <summary>
    /// A duration; a number without a unit is milliseconds, <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Read(path, @default.GetValueOrDefault(), value => value.GetTimeSpan(allowInfinite));

    /// <summary>A size in bytes; null where the path is not set.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = null) => Read(path, def, value => value.GetByteSize());

    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>The list at <paramref name="path"/>; <paramref name="defaultPaths"/> where it is not set.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Read<IList<string>>(path, defaultPaths, value => value.GetStringList());

    public virtual IList<bool> GetBooleanList(string path) => Read<IList<bool>>(path, [], value => value.GetBooleanList());

    public virtual IList<byte> GetByteList(string path) => Read<IList<byte>>(path, [], value => value.GetByteList());

    public virtual IList<int> GetIntList(string path) => Read<IList<int>>(path, [], value => value.GetIntList());

    public virtual IList<long> GetLongList(string path) => Read<IList<long>>(path, [], value => value.GetLongList());

    public virtual IList<float> GetFloatList(string path) => Read<IList<float>>(path, [], value => value.GetFloatList());

    public virtual IList<double> GetDoubleList(string path) => Read<IList<double>>(path, [], value => value.GetDoubleList());

    public virtual IList<decimal> GetDecimalList(string path) => Read<IList<decimal>>(path, [], value => value.GetDecimalList());

    private T Read<T>(string path, T fallback, Func<HoconValue, T> convert)
    {
        if (GetValue(path) is not { IsNull: false, Values.Count: > 0 } value)
            return fallback;
        try
        {
            return convert(value);
        }
        catch (ConfigurationException mismatch)
        {
            throw new ConfigurationException($"Setting '{path}': {mismatch.Message}", mismatch);
        }
    }
}
