using System.Globalization;
using Fard.Actors.Members;
using Fard.MultiNode.Tests.Harness.Nodes;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>Does something bad to a cluster every few seconds, and mends it a little later.</summary>
internal sealed class SoakFaults(SoakCluster cluster, int seed, bool headKills, Action<string> log)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>How often each fault happened.</summary>
    public string Counts => string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} x {count.Key}"));

    /// <summary>Injects faults until the time is over; then everything that it broke is mended.</summary>
    public async Task RunAsync(CancellationToken timeIsOver)
    {
        var mending = new List<Task>();
        try
        {
            while (true)
            {
                await Task.Delay(Between(1.5, 3.5), TimeProvider.System, timeIsOver);
                mending.Add(await InjectAsync(timeIsOver));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(mending);
        }
    }

    // The answer ends when the fault is mended.
    private async Task<Task> InjectAsync(CancellationToken timeIsOver)
    {
        var up = cluster.Boards.Where(board => board.IsUp).ToList();
        switch (_random.Next(headKills && cluster.Heads.Count > 1 ? 6 : 5))
        {
            // Two positions need two boards; as many are spared for jobs that lose theirs.
            case 0 when up.Count > 4:
                return await KillAsync("board killed", Any(up), Between(0.5, 5), timeIsOver);
            case 1 when up.Count > 4:
                return await BlackholeAsync(Any(up), Any(cluster.Heads), Between(0.3, 6), timeIsOver);
            case 2 when up.Count > 4:
                var one = Any(up);
                return await BlackholeAsync(one, Any([.. up.Where(board => board != one)]), Between(0.3, 6), timeIsOver);
            case 3 when up.Count > 4:
                return BreakDevice(Any(up), Between(0.1, 1), timeIsOver);
            case 5 when cluster.Heads.TrueForAll(head => head.IsUp):
                return await KillAsync("head killed", Any(cluster.Heads), Between(1, 5), timeIsOver);
            default:
                CutData();
                return Task.CompletedTask;
        }
    }

    private async Task<Task> KillAsync(string what, SoakMember victim, TimeSpan time, CancellationToken timeIsOver)
    {
        Note(what, string.Create(CultureInfo.InvariantCulture, $"{victim.Name} for {time.TotalSeconds:0.0} s"));
        await victim.KillAsync();
        return MendAsync(time, victim.Revive, timeIsOver);
    }

    private Task BreakDevice(SoakMember board, TimeSpan time, CancellationToken timeIsOver)
    {
        Note("device broken", string.Create(CultureInfo.InvariantCulture, $"that of {board.Name} for {time.TotalSeconds:0.0} s"));
        var fpga = cluster.FpgaOf(board);
        fpga.FailRun = (fpga.Images, "Injected fault: a run failed.");
        return MendAsync(time, () => fpga.FailRun = null, timeIsOver);
    }

    private async Task<Task> BlackholeAsync(SoakMember one, SoakMember other, TimeSpan time, CancellationToken timeIsOver)
    {
        Note("link cut", string.Create(CultureInfo.InvariantCulture, $"{one.Name} and {other.Name} for {time.TotalSeconds:0.0} s"));
        var (first, second) = (one.Now, other.Now);
        await ThrottleAsync(0);
        return MendAsync(time, () => ThrottleAsync(null), timeIsOver);

        Task ThrottleAsync(double? bytesPerSecond) => Task.WhenAll(
            TryThrottleAsync(first, second, bytesPerSecond), TryThrottleAsync(second, first, bytesPerSecond));
    }

    // A member that has ended has no links any more.
    private static async Task TryThrottleAsync(FardMember from, FardMember to, double? bytesPerSecond)
    {
        if (from.WhenTerminated.IsCompleted) return;
        try
        {
            await LinkFaults.ThrottleAsync(from.System, to.Address, LinkDirection.Both, bytesPerSecond);
        }
        catch (Exception) when (from.WhenTerminated.IsCompleted)
        {
        }
    }

    private void CutData()
    {
        var ports = cluster.DataPorts;
        var connections = ProcessSockets.List().Where(socket => !socket.Listens && ports.Contains(socket.LocalPort)).ToList();
        if (connections.Count == 0) return;
        var connection = Any(connections);
        Note("data connection cut", string.Create(CultureInfo.InvariantCulture, $"{connection.RemotePort} to {connection.LocalPort}"));
        ProcessSockets.Cut(connection);
    }

    private static Task MendAsync(TimeSpan after, Action mend, CancellationToken timeIsOver) => MendAsync(
        after,
        () =>
        {
            mend();
            return Task.CompletedTask;
        },
        timeIsOver);

    private static async Task MendAsync(TimeSpan after, Func<Task> mend, CancellationToken timeIsOver)
    {
        try
        {
            await Task.Delay(after, TimeProvider.System, timeIsOver);
        }
        catch (OperationCanceledException)
        {
            // Mended at once: the soak is over.
        }

        await mend();
    }

    private void Note(string what, string where)
    {
        _counts[what] = _counts.GetValueOrDefault(what) + 1;
        log($"{what}: {where}");
    }

    private TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + _random.NextDouble() * (most - least));

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
