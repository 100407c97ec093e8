using Microsoft.Extensions.Logging;

namespace Fard.Cli.Serving;

/// <summary>The log of a gateway that a command runs: warnings and worse, on standard error like every other log.</summary>
internal static class GatewayLog
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
