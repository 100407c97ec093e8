using Fard.Client.Tests.Telemetry.Otlp;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>The trace of a job whose client, head and boards are processes of their own.</summary>
public sealed class TraceSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-trace-");

    [Fact]
    public async Task One_trace_goes_through_the_processes_of_client_head_and_boards()
    {
        await using var receiver = OtlpReceiver.Start();
        var configurations = new FastConfigurations(_folder, $$"""fard.telemetry { otlp-endpoint = "{{receiver.Address}}", export-interval = 200ms }""");
        await using var cluster = await ClusterByHand.StartAsync(1, configurations.Head, boards: 2, configurations.Board);
        var (exitCode, submit) = await cluster.RunAsync(
            "submit", "--config", configurations.Client, "--app", "two_stage_bnn_app", "--images", ClusterByHand.Installed("samples", "cifar10"));
        exitCode.ShouldBe(0, submit.Log + cluster.Logs);

        using var limit = new CancellationTokenSource(ClusterByHand.Timeout);
        while (Of("fard.job").Length == 0 || Of("fard.job.run").Length == 0 || Of("fard.position").Length < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);

        receiver.Refused.ShouldBeEmpty();
        var (job, queue, run, positions) = (Of("fard.job").Single(), Of("fard.job.queue").Single(), Of("fard.job.run").Single(), Of("fard.position"));
        (job.Service, job.Parent).ShouldBe(("fard-client", ""));
        (queue.Service, queue.Trace, queue.Parent).ShouldBe(("fard-head", job.Trace, job.Id));
        (run.Service, run.Trace, run.Parent).ShouldBe(("fard-head", job.Trace, job.Id));
        positions.Length.ShouldBe(2);
        foreach (var position in positions) (position.Service, position.Trace, position.Parent).ShouldBe(("fard-board", job.Trace, run.Id));
        positions.Select(position => position.Instance).ShouldBeUnique();

        OtlpSpan[] Of(string name) => [.. receiver.Spans.Where(span => span.Name == name)];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
