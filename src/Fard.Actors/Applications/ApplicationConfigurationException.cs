namespace Fard.Actors.Applications;

/// <summary>An application's configuration is wrong; the message names the key, what it says, and what it has to say.</summary>
public sealed class ApplicationConfigurationException(string key, string problem, Exception? innerException = null)
    : Exception($"{key}: {problem}", innerException)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;
}
