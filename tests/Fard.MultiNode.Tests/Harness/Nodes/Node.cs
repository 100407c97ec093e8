using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Cluster;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Harness.Nodes;

/// <summary>What the steps of a spec see of the node that they run in.</summary>
internal sealed partial class Node(Role role, ActorSystem system, IReadOnlyDictionary<Role, Address> addresses, HarnessChannel conductor)
{
    /// <summary>How long a node waits for what has to happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public Role Role => role;

    public ActorSystem System => system;

    public Cluster Cluster => Cluster.Get(system);

    public Address AddressOf(Role other) => addresses[other];

    public bool Is(params Role[] roles) => roles.Contains(role);

    /// <summary>Does steps on some nodes only.</summary>
    public Task OnAsync(Role only, Func<Task> steps) => only == role ? steps() : Task.CompletedTask;

    /// <inheritdoc cref="OnAsync(Role, Func{Task})"/>
    public Task OnAsync(IReadOnlyCollection<Role> only, Func<Task> steps) => only.Contains(role) ? steps() : Task.CompletedTask;

    /// <summary>Waits until the others have come to the same barrier.</summary>
    /// <param name="participants">Who has to come; nobody named: all nodes that have not been killed or ended.</param>
    /// <exception cref="HarnessException">The others did not come in time, or cannot; the message says who is missing.</exception>
    public Task EnterBarrierAsync(string name, params Role[] participants) =>
        conductor.AskAsync(new EnterBarrier(name, participants.Length == 0 ? null : [.. participants.Select(other => other.Name)], Patience));

    /// <summary>Waits for a condition.</summary>
    public async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!condition()) await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new HarnessException($"Not within {Patience.TotalSeconds} s: {what}. Members: {string.Join(", ", Cluster.State.Members)}; "
                + $"unreachable: {string.Join(", ", Cluster.State.Unreachable)}.");
        }
    }

    /// <summary>Waits until this node sees exactly these nodes as Up, and all of them reachable.</summary>
    public Task UntilUpAsync(params Role[] roles)
    {
        var expected = roles.Select(AddressOf).ToHashSet();
        return UntilAsync(
            () => Cluster.State.Unreachable.IsEmpty && Cluster.State.Members.All(member => member.Status == MemberStatus.Up)
                && expected.SetEquals(Cluster.State.Members.Select(member => member.Address)),
            $"{string.Join(", ", roles.Select(other => other.Name))} are Up and nobody else is a member");
    }

    /// <summary>Waits until this node holds another one for unreachable.</summary>
    public Task UntilUnreachableAsync(Role other) =>
        UntilAsync(() => Cluster.State.Unreachable.Any(member => member.Address == AddressOf(other)), $"{other} is unreachable");

    /// <summary>All nodes form a cluster; the first one named is its oldest member. Every node has to call it.</summary>
    public async Task FormClusterAsync(params Role[] roles)
    {
        if (role == roles[0])
        {
            Cluster.Join(Cluster.SelfAddress);
            await UntilAsync(() => Cluster.State.Members.Any(member => member.Address == Cluster.SelfAddress && member.Status == MemberStatus.Up), "up itself");
        }

        await EnterBarrierAsync("the oldest member is up");
        if (role != roles[0]) Cluster.Join(AddressOf(roles[0]));
        await UntilUpAsync(roles);
        await EnterBarrierAsync("the cluster is up");
    }
}
