using Akka.Actor;

namespace Akka.Configuration;

/// <summary>
/// A configuration that cannot be read: damaged HOCON (the message names line, column, what was found and what was
/// expected), a substitution that leads nowhere, or a value of another kind than the one asked for.
/// </summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception? exception)
        : base(message, exception)
    {
    }

    /// <summary>The error of a <typeparamref name="T"/> that was given no configuration to read its settings from.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) =>
        path is null
            ? new($"Failed to instantiate {typeof(T).Name}: its configuration is null or empty.")
            : new($"Failed to instantiate {typeof(T).Name}: configuration path '{path}' is missing or empty.");
}
