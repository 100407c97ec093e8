using System.Globalization;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Harness.Conducting;

/// <summary>The process of one node: this assembly's own program.</summary>
internal sealed class NodeProcess : ChildProcess
{
    /// <param name="logFile">Gets what the node prints.</param>
    public NodeProcess(Type spec, string fact, string role, int conductorPort, string logFile)
        : base(
            [
                "dotnet", typeof(NodeProcess).Assembly.Location, "--node", spec.FullName!, fact, role, conductorPort.ToString(CultureInfo.InvariantCulture),
            ],
            // Nodes live for seconds: quick to start counts, and two cores are shared by all of them.
            new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0" },
            logFile)
    {
        LogFile = logFile;
    }

    public string LogFile { get; }
}
