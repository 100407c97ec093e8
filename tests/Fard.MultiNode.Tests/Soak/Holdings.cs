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
    /// <summary>
    /// Memory may grow by so much, whatever ran: every connection between members remembers the last 1024 references of each direction, and there are some
    /// 200 connections; a leak of what one job holds (some 70 KiB) would come to four times as much.
    /// </summary>
    private const long MemoryAllowance = 96 << 20;

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
        // The node manager may be on another head than before: what a role has counts.
        foreach (var role in Actors.GroupBy(member => RoleOf(member.Key)))
        {
            var had = before.Actors.Where(member => RoleOf(member.Key) == role.Key).SelectMany(member => member.Value).ToList();
            var has = role.SelectMany(member => member.Value).ToList();
            has.Except(had).ShouldBeEmpty($"members of role {role.Key} have actors that none of them had before");
            has.Count.ShouldBeLessThanOrEqualTo(had.Count);
        }

        DataConnections.ShouldBe(0);
        StrayConnections.Length.ShouldBeLessThanOrEqualTo(before.StrayConnections.Length, "connections to members that are gone");
        (Memory - before.Memory).ShouldBeLessThan(MemoryAllowance + jobs * MemoryOfAJob);
    }

    private static string RoleOf(string member) => member[..member.LastIndexOf('-')];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Actors.Values.Sum(paths => paths.Count)} actors, {DataConnections} connections for chunks, {StrayConnections.Length} strays, {Memory / 1024.0 / 1024:0.0} MiB");
}
