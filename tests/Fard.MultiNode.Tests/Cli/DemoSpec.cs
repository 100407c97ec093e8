using System.Diagnostics;
using System.Text.Json;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

public class DemoSpec
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Classifies_images_across_two_board_processes_and_leaves_none_behind()
    {
        await using var demo = FardProcess.Start("demo", "--jobs", "3", "--images", "10", "--pace", "none", "--json");
        (await demo.WaitForExitAsync(Timeout)).ShouldBe(0, demo.Log);

        var report = JsonDocument.Parse(demo.Output).RootElement;
        report.GetProperty("boards").GetInt32().ShouldBe(2);
        report.GetProperty("jobs").GetInt32().ShouldBe(3);
        report.GetProperty("imagesPerJob").GetInt32().ShouldBe(10);
        report.GetProperty("bitExact").GetBoolean().ShouldBeTrue();
        report.GetProperty("paced").GetBoolean().ShouldBeFalse();
        report.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.6);
        report.GetProperty("idealMs").GetDouble().ShouldBe(4.2 + 9 * 1.152, 0.6);
        foreach (var figure in new[] { "mean", "p50", "p99" })
            report.GetProperty("responseMs").GetProperty(figure).GetDouble().ShouldBeGreaterThan(0);
        var processes = report.GetProperty("processes").EnumerateArray().ToList();
        processes.Select(p => p.GetProperty("role").GetString()).ShouldBe(["head", "board", "board"]);
        foreach (var process in processes)
            IsRunning(process.GetProperty("pid").GetInt32()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    public async Task Cuts_the_network_where_it_is_told_to(string split)
    {
        await using var demo = FardProcess.Start("demo", "--jobs", "1", "--images", "5", "--pace", "none", "--split", split, "--json");
        (await demo.WaitForExitAsync(Timeout)).ShouldBe(0, demo.Log);

        JsonDocument.Parse(demo.Output).RootElement.GetProperty("bitExact").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Stops_its_processes_on_an_interrupt()
    {
        await using var demo = FardProcess.Start("demo", "--jobs", "100000", "--pace", "none", "--json");
        await demo.WaitForLineAsync(line => line.Contains("the cluster is up", StringComparison.Ordinal), Timeout);
        var children = ChildrenOf(demo.Pid);
        children.Count.ShouldBe(3, demo.Log);

        demo.Signal("INT");

        (await demo.WaitForExitAsync(Timeout)).ShouldBe(130, demo.Log);
        foreach (var child in children)
            IsRunning(child).ShouldBeFalse();
    }

    [Fact]
    public async Task Leaves_no_process_behind_when_it_is_killed()
    {
        await using var demo = FardProcess.Start("demo", "--jobs", "100000", "--pace", "none", "--json");
        await demo.WaitForLineAsync(line => line.Contains("the cluster is up", StringComparison.Ordinal), Timeout);
        var children = ChildrenOf(demo.Pid).Select(Process.GetProcessById).ToList();
        children.Count.ShouldBe(3, demo.Log);

        demo.Signal("KILL");

        foreach (var child in children)
            await child.WaitForExitAsync().WaitAsync(Timeout);
    }

    [Fact]
    public async Task Says_how_many_boards_a_split_needs()
    {
        await using var demo = FardProcess.Start("demo", "--split", "1", "5", "--boards", "2");

        (await demo.WaitForExitAsync(Timeout)).ShouldBe(2, demo.Log);
        demo.Log.ShouldContain("needs 3 boards");
        demo.Log.ShouldContain("--boards 3");
        demo.Log.ShouldNotContain("   at ");
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            return !Process.GetProcessById(pid).HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static List<int> ChildrenOf(int pid) =>
        [.. Directory.EnumerateDirectories($"/proc/{pid}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(int.Parse)];
}
