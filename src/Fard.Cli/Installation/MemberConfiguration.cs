using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Cli.Logging;

namespace Fard.Cli.Installation;

/// <summary>Loads a member's configuration as the command line runs it: the log goes to standard error.</summary>
internal static class MemberConfiguration
{
    /// <exception cref="FardConfigurationException">A file is missing or no HOCON.</exception>
    public static Config Load(string path) => StandardErrorLogger.Configuration.WithFallback(FardConfig.Load(path));
}
