using Fard.MultiNode.Tests.Harness;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A cluster of five processes with roles.</summary>
public sealed class FormationSpec : MultiNodeSpec
{
    private static readonly Role First = new("first");
    private static readonly Role Second = new("second");
    private static readonly Role Third = new("third");
    private static readonly Role Fourth = new("fourth");
    private static readonly Role Fifth = new("fifth");

    public FormationSpec()
        : base(First, Second, Third, Fourth, Fifth)
    {
    }

    [Fact]
    public Task Members_in_several_processes_see_each_other_with_their_roles() => RunAsync(async node =>
    {
        await node.FormClusterAsync(First, Second, Third, Fourth, Fifth);

        foreach (var member in node.Cluster.State.Members)
            member.Roles.ShouldBe([member.Address == node.AddressOf(First) || member.Address == node.AddressOf(Second) ? "head" : "board"]);
        node.Cluster.State.RoleLeader("head").ShouldNotBeNull().ShouldBeOneOf(node.AddressOf(First), node.AddressOf(Second));
        await node.EnterBarrierAsync("checked");
    });

    private protected override string Config(Role role) => $"akka.cluster.roles = [{(role == First || role == Second ? "head" : "board")}]";
}
