using System.Diagnostics;
using Akka.Cluster;

namespace Fard.Benchmarks.Engine;

/// <summary>How long a process takes from its start to being a member that is Up, and how much memory it has then. The process is this program again.</summary>
internal static class ProcessBenchmarks
{
    public const string MemberCommand = "engine-member";

    private const string Up = "up";

    public static async IAsyncEnumerable<Figure> RunAsync(int rounds)
    {
        var (times, memory) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var (milliseconds, mebibytes) = await StartAsync();
            if (round < 0) continue;
            times.Add(milliseconds);
            memory.Add(mebibytes);
        }

        yield return Figure.Of("process start to member Up", "ms", times, 417);
        yield return Figure.Of("working set of that process, idle", "MiB", memory, 78);
    }

    /// <summary>What the started process does: forms a cluster of its own, says that it is Up, and ends with its standard input.</summary>
    public static async Task<int> RunMemberAsync()
    {
        var cluster = Cluster.Get(Systems.Member());
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(up.SetResult);
        cluster.Join(cluster.SelfAddress);
        await up.Task;
        Console.WriteLine(Up);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static async Task<(double Milliseconds, double Mebibytes)> StartAsync()
    {
        var host = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] arguments = isHost ? [typeof(ProcessBenchmarks).Assembly.Location, MemberCommand] : [MemberCommand];
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadLineAsync();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (said != Up) throw new InvalidOperationException($"The member process said '{said}' instead of '{Up}'.");
        // Idle: what start-up threw away is collected or not, as the runtime likes; heart beats and gossip have had their time.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await timer.WaitForNextTickAsync();
        process.Refresh();
        var memory = process.WorkingSet64 / 1024.0 / 1024;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (elapsed, memory);
    }
}
