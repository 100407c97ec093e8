using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>The program of a node's process: <c>--node SPEC FACT ROLE PORT</c>. It ends with its conductor.</summary>
internal static class NodeProgram
{
    private const int BadArguments = 2;
    private const int ConductorGone = 3;

    /// <summary>Where this process stands in a spec; null in the test process.</summary>
    public static NodePlace? Place { get; private set; }

    public static async Task<int> MainAsync(string[] args)
    {
        if (args is not ["--node", var specName, var factName, var role, var portText]
            || typeof(NodeProgram).Assembly.GetType(specName) is not { } specType
            || specType.GetMethod(factName, BindingFlags.Instance | BindingFlags.Public) is not { } fact
            || !ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            await Console.Error.WriteLineAsync("These are tests: run them by `dotnet test`. (A node of one is started as --node SPEC FACT ROLE PORT.)");
            return BadArguments;
        }

        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        Place = new NodePlace(role, connection);
        // Nobody is left to wait for, and a node that waits would be left behind.
        _ = Place.WhenConductorIsGone.ContinueWith(_ => Environment.Exit(ConductorGone), TaskScheduler.Default);
        await (Task)fact.Invoke(Activator.CreateInstance(specType), null)!;
        return 0;
    }
}
