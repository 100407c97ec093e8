using System.Collections.Immutable;
using System.Globalization;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>What an idle cluster of members in this process holds.</summary>
/// <param name="Actors">Paths of the actors of each member.</param>
/// <param name="DataConnections">Connections for chunks.</param>
/// <param name="StrayConnections">Connections that lead to nobody who is there.</param>
/// <param name="Memory">Bytes that are left after a full collection.</param>
internal sealed record Holdings(
    ImmutableDictionary<string, ImmutableSortedSet<string>> Actors, int DataConnections, ImmutableArray<ProcessSocket> StrayConnections, long Memory)
{
    /// <summary>Memory may grow by so much, whatever ran: caches, pools, compiled code's data.</summary>
    private const long MemoryAllowance = 48 << 20;

    /// <summary>A done job's id is remembered, and a little is kept with it.</summary>
    private const long MemoryOfAJob = 1 << 10;

    public static async Task<Holdings> CountAsync(SoakCluster cluster)
    {
        var actors = new Dictionary<string, ImmutableSortedSet<string>>();
        foreach (var member in cluster.All) actors[member.Name] = await ActorCensus.OfAsync(member.Now.System);
        var messages = cluster.MessagePorts;
        var data = cluster.DataPorts;
        var sockets = ProcessSockets.List().Where(socket => !socket.Listens).ToList();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new Holdings(
            actors.ToImmutableDictionary(),
            sockets.Count(socket => socket.Uses(data)),
            [.. sockets.Where(socket => !socket.Uses(data) && !socket.Uses(messages))],
            GC.GetTotalMemory(forceFullCollection: true));
    }

    public void ShouldHoldNoMoreThan(Holdings before, int jobs)
    {
        foreach (var (member, now) in Actors) now.Except(before.Actors[member]).ShouldBeEmpty($"{member} has actors that it had not before");
        DataConnections.ShouldBe(0);
        StrayConnections.Length.ShouldBeLessThanOrEqualTo(before.StrayConnections.Length, "connections to members that are gone");
        (Memory - before.Memory).ShouldBeLessThan(MemoryAllowance + jobs * MemoryOfAJob);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Actors.Values.Sum(paths => paths.Count)} actors, {DataConnections} connections for chunks, {StrayConnections.Length} strays, {Memory / 1024.0 / 1024:0.0} MiB");
}
