using System.Globalization;
using Fard.MultiNode.Tests.Cli;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>Members on hosts of their own: each in a network namespace with its own address.</summary>
[Collection(nameof(RealProcesses))]
public sealed class NamespaceSpec : IDisposable
{
    private const int Head = 0;
    private const int FirstBoard = 1;
    private const int Port = 4053;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-namespaces-");

    [LossyNamespaceFact]
    public async Task Scores_are_bit_exact_over_a_network_that_is_slow_and_loses_packets()
    {
        using var network = NamespaceNetwork.Create(hosts: 4, new LinkQuality(TimeSpan.FromMilliseconds(5), Loss: 0.02));
        await using var members = new Members(network, _folder);
        await members.StartAsync(boards: 2);
        var samples = ClusterByHand.Installed("samples", "cifar10");
        var (submitted, inferred) = (Path.Combine(_folder.FullName, "submitted.bin"), Path.Combine(_folder.FullName, "inferred.bin"));

        await members.RunAsync(host: 3, "submit", "--app", "two_stage_bnn_app", "--images", samples, "--scores", submitted);
        await using var infer = FardProcess.Start(
            "infer", "--network", "cnvW2A2", "--parameters", ClusterByHand.Installed("bitstreams", "cnvW2A2-cifar10", "parameters"), "--images", samples, "--scores", inferred);
        (await infer.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, infer.Log);

        (await File.ReadAllBytesAsync(submitted)).ShouldBe(await File.ReadAllBytesAsync(inferred));
        if (network.Lost is { } lost) lost.ShouldBeGreaterThan(0);
    }

    [NamespaceFact]
    public async Task A_job_says_that_its_board_is_gone_when_its_cable_is_cut_and_later_jobs_run_on_another()
    {
        using var network = NamespaceNetwork.Create(hosts: 5, LinkQuality.Perfect);
        await using var members = new Members(network, _folder);
        await members.StartAsync(boards: 2);
        var (many, scores) = (Path.Combine(_folder.FullName, "many.bin"), Path.Combine(_folder.FullName, "many.scores"));
        await File.WriteAllBytesAsync(many, new byte[20_000 * 3073]);
        var running = members.Start(host: 3, "submit", "--app", "two_stage_bnn_app", "--images", many, "--scores", scores);
        await Files.UntilNotEmptyAsync(scores);

        network.Cut(FirstBoard);

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(1, running.Log);
        running.Log.ShouldContain("board", Case.Insensitive);
        running.Log.ShouldNotContain("   at ");
        await members.StartBoardAsync(host: 4);
        await members.RunAsync(host: 3, "submit", "--app", "two_stage_bnn_app", "--images", ClusterByHand.Installed("samples", "cifar10", "cat-0000.png"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A head on the first host, boards on the next ones; clients where they are started.</summary>
    private sealed class Members(NamespaceNetwork network, DirectoryInfo folder) : IAsyncDisposable
    {
        private readonly List<FardProcess> _processes = [];

        private string Logs => string.Join(Environment.NewLine, _processes.Select(process => process.Log));

        public async Task StartAsync(int boards)
        {
            var head = Start(Head, "head", "--config", ClusterByHand.Installed("hocon", "head.conf"));
            await UntilUpAsync(head);
            await Task.WhenAll(Enumerable.Range(FirstBoard, boards).Select(StartBoardAsync));
        }

        public Task StartBoardAsync(int host) => UntilUpAsync(Start(host, "board", "--config", BoardConfiguration.Write(folder, "")));

        public FardProcess Start(int host, params string[] arguments)
        {
            var environment = new Dictionary<string, string>
            {
                ["FARD_SEED"] = string.Create(CultureInfo.InvariantCulture, $"{NamespaceNetwork.AddressOf(Head)}:{Port}"),
                ["FARD_HOST"] = NamespaceNetwork.AddressOf(host),
            };
            var process = FardProcess.StartBy(network.On(host), environment, arguments);
            _processes.Add(process);
            return process;
        }

        /// <summary>Runs a command that has to succeed.</summary>
        public async Task RunAsync(int host, params string[] arguments)
        {
            var process = Start(host, arguments);
            (await process.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, Logs);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in _processes) await process.DisposeAsync();
        }

        private static Task UntilUpAsync(FardProcess member) =>
            member.WaitForLineAsync(line => line.Contains(" is up at ", StringComparison.Ordinal), ClusterByHand.Timeout);
    }
}
