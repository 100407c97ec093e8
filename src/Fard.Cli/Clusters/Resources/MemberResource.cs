using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Resources;

/// <summary>The members of the cluster: heads, boards, clients.</summary>
internal sealed class MemberResource() : Resource<MemberView>("member", "cluster")
{
    public override string Description => "Lists and describes the members of the cluster.";

    public override Column<MemberView>[] Columns { get; } =
    [
        new("ADDRESS", member => member.Address),
        new("ROLES", member => string.Join(',', member.Roles)),
        new("STATUS", member => new Cell(member.Reachable ? member.Status : "unreachable", Words.ToneOf(member.Reachable ? member.Status : "unreachable"))),
        new("RANK", member => Words.Number(member.UpNumber)),
        new("LEADER", member => member.IsLeader ? "yes" : "no", IsWide: true),
    ];

    public override IEnumerable<MemberView> List(ClusterSnapshot cluster) => cluster.Members;

    public override MemberView Find(ClusterSnapshot cluster, string name) =>
        cluster.Members.FirstOrDefault(member => member.Address == name || member.Address.EndsWith($"@{name}", StringComparison.Ordinal))
        ?? throw Names.Unknown(Kind, name, [.. cluster.Members.Select(member => member.Address)], "fard cluster list");

    public override object ToJson(MemberView item, ClusterSnapshot cluster) => new
    {
        item.Address,
        item.Roles,
        item.Status,
        item.Reachable,
        Leader = item.IsLeader,
        Rank = item.UpNumber,
        HostsNodeManager = item.Address == cluster.NodeManager,
    };

    public override void Describe(MemberView item, ClusterSnapshot cluster, Terminal terminal) => new Details(terminal)
        .Line("address", item.Address)
        .Line("roles", string.Join(", ", item.Roles))
        .Line("status", item.Status)
        .Line("reachable", item.Reachable ? "yes" : "no")
        .Line("rank by age", Words.Number(item.UpNumber))
        .Line("leader", item.IsLeader ? "yes" : "no")
        .Line("node manager", item.Address == cluster.NodeManager ? "hosts it" : $"on {cluster.NodeManager}");
}
