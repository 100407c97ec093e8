using Fard.MultiNode.Tests.Cli;

namespace Fard.MultiNode.Tests.Processes;

internal static class Files
{
    /// <summary>Waits until another process has written something to a file.</summary>
    public static async Task UntilNotEmptyAsync(string path)
    {
        using var patience = new CancellationTokenSource(ClusterByHand.Timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(path) || new FileInfo(path).Length == 0) await timer.WaitForNextTickAsync(patience.Token);
    }
}
