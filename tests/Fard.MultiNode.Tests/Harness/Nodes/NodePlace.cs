using System.Net.Sockets;
using Akka.Actor;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>A node's place in its spec: its role, and its connection to the conductor.</summary>
internal sealed class NodePlace : IDisposable
{
    private readonly string _role;
    private readonly HarnessChannel _conductor;
    private ActorSystem? _system;

    public NodePlace(string role, TcpClient connection)
    {
        _role = role;
        _conductor = new HarnessChannel(connection, ObeyAsync);
        WhenConductorIsGone = _conductor.RunAsync(CancellationToken.None);
    }

    /// <summary>Ends when the connection to the conductor does.</summary>
    public Task WhenConductorIsGone { get; }

    /// <summary>Starts this node's actor system, does its steps, tells the conductor, and waits for the others.</summary>
    public async Task RunAsync(IReadOnlyList<Role> roles, Func<Role, string> configOf, Func<Node, Task> steps)
    {
        string? error = null;
        try
        {
            var role = roles.Single(known => known.Name == _role);
            _system = ActorSystem.Create("cluster", NodeConfig.Of(configOf(role)));
            var addresses = await _conductor.AskAsync(new Hello(_role, ((ExtendedActorSystem)_system).Provider.DefaultAddress.ToString()));
            await steps(new Node(role, _system, roles.ToDictionary(other => other, other => Address.Parse(addresses![other.Name])), _conductor));
        }
        catch (Exception exception)
        {
            error = exception.ToString();
            await Console.Error.WriteLineAsync(error);
        }

        await _conductor.AskAsync(new Finished(error));
    }

    public void Dispose() => _conductor.Dispose();

    private async Task<IReadOnlyDictionary<string, string>?> ObeyAsync(Request request)
    {
        switch (request)
        {
            case ThrottleLink throttle:
                await LinkFaults.ThrottleAsync(_system!, Address.Parse(throttle.ToAddress), throttle.Direction, throttle.BytesPerSecond);
                break;
            case DisconnectLink disconnect:
                await LinkFaults.DisconnectAsync(_system!, Address.Parse(disconnect.ToAddress));
                break;
            case EndProcess end:
                Environment.Exit(end.ExitCode);
                break;
            default:
                throw new HarnessException($"A node does not answer {request.GetType().Name}.");
        }

        return null;
    }
}
