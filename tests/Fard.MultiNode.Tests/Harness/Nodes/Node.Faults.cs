using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>Faults that a node asks the conductor for. Each task ends when the fault is there.</summary>
internal sealed partial class Node
{
    /// <summary>Nothing passes between two nodes any more, and neither is told.</summary>
    /// <param name="direction">As <paramref name="from"/> sees it.</param>
    public Task BlackholeAsync(Role from, Role to, LinkDirection direction = LinkDirection.Both) => Throttle(from, to, direction, 0);

    /// <summary>No more than so many bytes a second pass.</summary>
    public Task ThrottleAsync(Role from, Role to, double bytesPerSecond, LinkDirection direction = LinkDirection.Both) => Throttle(from, to, direction, bytesPerSecond);

    /// <summary>Everything passes again.</summary>
    public Task PassThroughAsync(Role from, Role to, LinkDirection direction = LinkDirection.Both) => Throttle(from, to, direction, null);

    /// <summary>Cuts every link between two groups, on both ends.</summary>
    public Task PartitionAsync(IReadOnlyList<Role> one, IReadOnlyList<Role> other) => BothWays(one, other, (from, to) => BlackholeAsync(from, to));

    /// <summary>Ends a partition.</summary>
    public Task HealAsync(IReadOnlyList<Role> one, IReadOnlyList<Role> other) => BothWays(one, other, (from, to) => PassThroughAsync(from, to));

    /// <summary>Breaks the connections of two nodes, which may connect again at once.</summary>
    public Task DisconnectAsync(Role from, Role to) => conductor.AskAsync(new DisconnectLink(from.Name, AddressOf(to).ToString()));

    /// <summary>Ends a node's process at once (SIGKILL).</summary>
    public Task KillAsync(Role victim) => conductor.AskAsync(new ChangeProcess(victim.Name, ProcessChange.Kill));

    /// <summary>Stops a node's process where it is (SIGSTOP) until it is resumed.</summary>
    public Task PauseAsync(Role victim) => conductor.AskAsync(new ChangeProcess(victim.Name, ProcessChange.Pause));

    /// <summary>Lets a paused process go on (SIGCONT).</summary>
    public Task ResumeAsync(Role victim) => conductor.AskAsync(new ChangeProcess(victim.Name, ProcessChange.Resume));

    /// <summary>Ends a node's process from inside, at once.</summary>
    public Task ExitAsync(Role victim, int exitCode = 0) => conductor.AskAsync(new EndProcess(victim.Name, exitCode));

    private Task Throttle(Role from, Role to, LinkDirection direction, double? bytesPerSecond) =>
        conductor.AskAsync(new ThrottleLink(from.Name, AddressOf(to).ToString(), direction, bytesPerSecond));

    private static Task BothWays(IReadOnlyList<Role> one, IReadOnlyList<Role> other, Func<Role, Role, Task> fault) =>
        Task.WhenAll(one.SelectMany(from => other.SelectMany(to => new[] { fault(from, to), fault(to, from) })));
}
