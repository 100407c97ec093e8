using System.Runtime.CompilerServices;
using Fard.MultiNode.Tests.Harness.Conducting;
using Fard.MultiNode.Tests.Harness.Nodes;

namespace Fard.MultiNode.Tests.Harness;

/// <summary>
/// A spec whose facts run in several real processes at once, one for each of its roles. A fact is one call of <see cref="RunAsync"/>: in the test
/// process that starts the nodes and waits for them; each node makes an object of the same class, calls the same fact, and does its steps.
/// </summary>
public abstract class MultiNodeSpec
{
    private readonly IReadOnlyList<Role> _roles;

    private protected MultiNodeSpec(params Role[] roles) => _roles = roles;

    /// <summary>How long a fact may take in all.</summary>
    private protected virtual TimeSpan Limit => TimeSpan.FromMinutes(2);

    /// <summary>HOCON of a node's actor system, above <see cref="NodeConfig"/>.</summary>
    private protected virtual string Config(Role role) => "";

    /// <summary>Runs the steps in every node.</summary>
    /// <param name="steps">What a node does; it may ask <see cref="Node.Role"/> who it is. An exception fails the spec with the node's name and log.</param>
    /// <param name="fact">The fact's name: a node calls it too.</param>
    /// <exception cref="HarnessException">A node failed, ended before its time, or did not come to its end.</exception>
    private protected async Task RunAsync(Func<Node, Task> steps, [CallerMemberName] string fact = "")
    {
        if (NodeProgram.Place is { } place)
            await place.RunAsync(_roles, Config, steps);
        else
            await new SpecRun(GetType(), fact, _roles, Limit).RunAsync();
    }
}
