using Akka.Configuration.Hocon;
using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration;

/// <summary>
/// An immutable tree of settings, read by paths (<c>akka.remote.port</c>; a key that holds a dot stands in quotes), with
/// an optional fallback for what it does not set. Getters answer with their default where the path is not set, or set to
/// null, and throw <see cref="ConfigurationException"/> with the path where its value is of another kind.
/// </summary>
public partial class Config
{
    public static readonly Config Empty = new();

    private readonly HoconValue _own;
    private HoconValue? _merged;

    public Config()
        : this(new HoconValue(), null)
    {
    }

    public Config(HoconRoot root)
        : this(root.Value, null)
    {
    }

    /// <summary><paramref name="source"/> with <paramref name="fallback"/> in place of its own fallback.</summary>
    public Config(Config source, Config? fallback)
        : this(source._own, fallback)
    {
    }

    private Config(HoconValue own, Config? fallback)
    {
        _own = own;
        Fallback = fallback;
    }

    public Config? Fallback { get; }

    /// <summary>All settings, those of the fallbacks included.</summary>
    public virtual HoconValue Root => _merged ??= Fallback is null ? _own : HoconMerge.Over(_own, Fallback.Root);

    public virtual bool IsEmpty => Root.IsEmpty;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>A configuration that answers with <paramref name="fallback"/>'s settings where this one has none.</summary>
    /// <exception cref="ArgumentException"><paramref name="fallback"/> is this configuration.</exception>
    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        if (fallback.IsNullOrEmpty())
            return this;
        return IsEmpty ? fallback : Copy(fallback);
    }

    /// <summary>The value at a path; null where it is not set.</summary>
    public HoconValue? GetValue(string path)
    {
        HoconValue? current = Root;
        foreach (var key in KeyPath.Split(path))
        {
            current = current.GetChildObject(key);
            if (current is null)
                return null;
        }

        return current;
    }

    /// <summary>Whether a path is set, to something else than null.</summary>
    public virtual bool HasPath(string path) => GetValue(path) is { IsNull: false };

    /// <summary>The settings below a path; empty where it is not set.</summary>
    public virtual Config GetConfig(string path) => GetValue(path) is { IsNull: false } value ? value.ToConfig() : Empty;

    /// <summary>The top-level keys and their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? [];

    /// <summary>The settings as HOCON text, without those of the fallbacks.</summary>
    public override string ToString() => ToString(false);

    /// <summary>The settings as HOCON text.</summary>
    public string ToString(bool includeFallback)
    {
        var value = includeFallback ? Root : _own;
        return value.Values.Count == 0 ? "" : value.ToString();
    }

    /// <summary>This configuration with <paramref name="fallback"/> behind its last fallback.</summary>
    protected Config Copy(Config? fallback = null) => new(_own, Fallback is null ? fallback : Fallback.Copy(fallback));
}
