using System.Globalization;
using Fard.MultiNode.Tests.Cli;
using Fard.MultiNode.Tests.Processes;
using Fard.MultiNode.Tests.Runtime;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>Members on hosts of their own: each in a network namespace with its own address.</summary>
[Collection(nameof(Alone))]
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
        var configurations = new FastConfigurations(_folder);
        await using var members = new Members(network, configurations);
        await members.StartAsync(boards: 2);
        var samples = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10"), "*-000*.png").ToArray();
        var (submitted, inferred) = (Path.Combine(_folder.FullName, "submitted.bin"), Path.Combine(_folder.FullName, "inferred.bin"));

        await members.RunAsync(host: 3, ["submit", "--app", "two_stage_bnn_app", "--images", .. samples, "--scores", submitted]);
        await using var infer = FardProcess.Start(
            ["infer", "--network", "cnvW2A2", "--parameters", ClusterByHand.Installed("bitstreams", "cnvW2A2-cifar10", "parameters"), "--images", .. samples, "--scores", inferred]);
        (await infer.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, infer.Log);

        (await File.ReadAllBytesAsync(submitted)).ShouldBe(await File.ReadAllBytesAsync(inferred));
        if (network.Lost is { } lost) lost.ShouldBeGreaterThan(0);
    }

    [NamespaceFact]
    public async Task A_job_whose_board_is_cut_off_goes_on_on_another_with_the_same_scores()
    {
        using var network = NamespaceNetwork.Create(hosts: 5, LinkQuality.Perfect);
        var configurations = new FastConfigurations(_folder);
        await using var members = new Members(network, configurations);
        await members.StartAsync(boards: 3);
        var job = new LongJob(_folder);
        var running = members.Start(host: 4, job.Submit(configurations.Client));
        await job.UntilScoresArriveAsync();

        network.Cut(members.BusiestBoard);

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, running.Log);
        await job.ShouldHaveItsScoresAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A head on the first host, boards on the next ones; clients where they are started.</summary>
    private sealed class Members(NamespaceNetwork network, FastConfigurations configurations) : IAsyncDisposable
    {
        private readonly Dictionary<FardProcess, int> _hosts = [];
        private int _boards;

        private string Logs => string.Join(Environment.NewLine, _hosts.Keys.Select(process => process.Log));

        /// <summary>The host of the board that has worked most.</summary>
        public int BusiestBoard => _hosts.Where(process => process.Value >= FirstBoard && process.Value < FirstBoard + _boards).MaxBy(process => process.Key.ProcessorTime).Value;

        public async Task StartAsync(int boards)
        {
            var head = Start(Head, "head", "--config", configurations.Head, "--until-stdin-closes");
            await UntilUpAsync(head);
            _boards = boards;
            await Task.WhenAll(Enumerable.Range(FirstBoard, boards).Select(StartBoardAsync));
        }

        public Task StartBoardAsync(int host) => UntilUpAsync(Start(host, "board", "--config", configurations.Board, "--until-stdin-closes"));

        public FardProcess Start(int host, params string[] arguments)
        {
            var environment = new Dictionary<string, string>
            {
                ["FARD_SEED"] = string.Create(CultureInfo.InvariantCulture, $"{NamespaceNetwork.AddressOf(Head)}:{Port}"),
                ["FARD_HOST"] = NamespaceNetwork.AddressOf(host),
            };
            var process = FardProcess.StartBy(network.On(host), environment, arguments);
            lock (_hosts) _hosts[process] = host;
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
            foreach (var process in _hosts.Keys) await process.DisposeAsync();
        }

        private static Task UntilUpAsync(FardProcess member) =>
            member.WaitForLineAsync(line => line.Contains(" is up at ", StringComparison.Ordinal), ClusterByHand.Timeout);
    }
}
