using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

public static class ConfigExtensions
{
    /// <summary>
    /// <paramref name="config"/> over <paramref name="fallback"/>, where either may be null or empty.
    /// </summary>
    public static Config SafeWithFallback(this Config? config, Config? fallback)
    {
        if (config.IsNullOrEmpty())
            return fallback ?? Config.Empty;
        if (fallback.IsNullOrEmpty() || ReferenceEquals(config, fallback))
            return config;
        return config.WithFallback(fallback);
    }

    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;
}
