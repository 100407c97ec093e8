using System.Net;
using System.Net.Sockets;
using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Conducting;

namespace Fard.MultiNode.Tests.HarnessSpecs;

/// <summary>What the harness does when a spec does not go well.</summary>
public class MultiNodeSpecSpec
{
    [Fact]
    public async Task Names_the_node_that_failed_and_shows_its_stack_and_every_log()
    {
        var failure = await Should.ThrowAsync<HarnessException>(FailingNodes.RunAsync(nameof(FailingNodes.One_throws)));

        failure.Message.ShouldStartWith("Node 'second' failed: System.InvalidOperationException: the second gives up");
        failure.Message.ShouldContain($"at {typeof(FailingNodes).FullName}");
        failure.Message.ShouldContain("=== first: ");
        failure.Message.ShouldContain("printed by the first");
        failure.Message.ShouldContain("=== second: ");
    }

    [Fact]
    public async Task Says_who_is_missing_at_a_barrier()
    {
        var failure = await Should.ThrowAsync<HarnessException>(FailingNodes.RunAsync(nameof(FailingNodes.One_forgets_a_barrier)));

        failure.Message.ShouldContain("Barrier 'for both' cannot pass: 'second' has done its steps.");
    }

    [Fact]
    public async Task Says_that_a_node_ended()
    {
        var failure = await Should.ThrowAsync<HarnessException>(FailingNodes.RunAsync(nameof(FailingNodes.One_ends)));

        failure.Message.ShouldStartWith("Node 'second' ended before it had done its steps, with exit code 7.");
    }

    [Fact]
    public async Task Kills_the_nodes_of_a_spec_that_takes_too_long()
    {
        var failure = await Should.ThrowAsync<HarnessException>(
            new SpecRun(typeof(FailingNodes), nameof(FailingNodes.One_never_ends), FailingNodes.Roles, TimeSpan.FromSeconds(3)).RunAsync());

        failure.Message.ShouldContain("took more than 3 s; still running: ");
        failure.Message.ShouldContain("second");
        NodesOf(Environment.ProcessId).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_ends_when_its_conductor_is_gone()
    {
        using var conductor = new TcpListener(IPAddress.Loopback, 0);
        conductor.Start();
        var log = Path.Combine(AppContext.BaseDirectory, "orphan.log");
        await using var node = new NodeProcess(typeof(FailingNodes), nameof(FailingNodes.One_never_ends), "second", ((IPEndPoint)conductor.LocalEndpoint).Port, log);
        using (await conductor.AcceptTcpClientAsync())
            node.HasExited.ShouldBeFalse();

        (await node.WaitForExitAsync(SpecRun.EndTimeout)).ShouldNotBe(0);
    }

    private static List<string> NodesOf(int parent) =>
        [.. Directory.EnumerateDirectories($"/proc/{parent}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => File.ReadAllText($"/proc/{child}/cmdline"))
            .Where(command => command.Contains(nameof(FailingNodes), StringComparison.Ordinal))];
}
