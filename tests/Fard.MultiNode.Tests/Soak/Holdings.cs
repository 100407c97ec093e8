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
    /// <summary>What a connection between members remembers: the last so many references that came in.</summary>
    private const int RememberedReferences = 1024;

    /// <summary>What each board remembers: the last words of so many positions.</summary>
    private const int RememberedPositions = 1024;

    /// <summary>A reference to another member's actor: its path as bytes, as objects and as strings, with a job's id in it twice.</summary>
    private const long MemoryOfAReference = 1 << 10;

    /// <summary>A done job's id is remembered, and a little is kept with it.</summary>
    private const long MemoryOfAJob = 1 << 10;

    public static async Task<Holdings> CountAsync(SoakCluster cluster)
    {
        var actors = new Dictionary<string, ImmutableSortedSet<string>>();
        foreach (var member in cluster.All) actors[member.Name] = await ActorCensus.OfAsync(member.Now.System);
        var messages = cluster.MessagePorts;
        var (data, connections) = (cluster.DataPorts, cluster.DataConnections);
        var sockets = ProcessSockets.List().Where(socket => !socket.Listens).ToList();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new Holdings(
            actors.ToImmutableDictionary(),
            connections,
            [.. sockets.Where(socket => !socket.Uses(data) && !socket.Uses(messages))],
            GC.GetTotalMemory(forceFullCollection: true));
    }

    /// <summary>
    /// Memory may grow by what is remembered, whatever ran: heads talk of jobs with boards and clients, so each of these connections, of which there is one
    /// each way, comes to know new references with every job.
    /// </summary>
    private static long MemoryAllowance(int heads, int boards, int clients) =>
        (2 * heads * (boards + clients) * RememberedReferences + boards * RememberedPositions) * MemoryOfAReference;

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
        var members = Actors.Keys.ToLookup(RoleOf);
        var allowance = MemoryAllowance(members["head"].Count(), members["board"].Count(), members["client"].Count());
        (Memory - before.Memory).ShouldBeLessThan(allowance + jobs * MemoryOfAJob);
    }

    private static string RoleOf(string member) => member[..member.LastIndexOf('-')];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Actors.Values.Sum(paths => paths.Count)} actors, {DataConnections} connections for chunks, {StrayConnections.Length} strays, {Memory / 1024.0 / 1024:0.0} MiB");
}
