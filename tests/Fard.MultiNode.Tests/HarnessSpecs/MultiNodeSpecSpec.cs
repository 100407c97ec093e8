using System.Diagnostics;
using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Conducting;

namespace Fard.MultiNode.Tests.HarnessSpecs;

/// <summary>What the harness does when a spec does not go well.</summary>
[Collection(nameof(RealProcesses))]
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
        var started = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<HarnessException>(
            new SpecRun(typeof(FailingNodes), nameof(FailingNodes.One_never_ends), FailingNodes.Roles, TimeSpan.FromSeconds(5)).RunAsync());

        failure.Message.ShouldContain("still running: second");
        started.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(4));
        NodesOf(Environment.ProcessId).ShouldBeEmpty();
    }

    private static List<string> NodesOf(int parent) =>
        [.. Directory.EnumerateDirectories($"/proc/{parent}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => File.ReadAllText($"/proc/{child}/cmdline"))
            .Where(command => command.Contains("--node", StringComparison.Ordinal))];
}
