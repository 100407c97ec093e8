using Fard.Actors.Jobs;
using Fard.Actors.Members;
using Fard.Actors.Telemetry;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Telemetry.Otlp;

/// <summary>What a collector gets of a job when the members' configuration names it.</summary>
public class OtlpSpec
{
    [Fact]
    public async Task A_collector_gets_one_trace_of_a_job_and_the_metrics()
    {
        await using var receiver = OtlpReceiver.Start();
        var telemetry = $$"""
            fard.telemetry { otlp-endpoint = {{FardConfig.Quote(receiver.Address)}}, export-interval = 200ms }

            """;
        var job = JobId.New();
        await using (var cluster = await TestCluster.StartAsync(boards: 0, telemetry))
        {
            await cluster.AddBoardAsync("board-0", telemetry);
            await cluster.AddBoardAsync("board-1", telemetry);
            var client = await cluster.ConnectAsync("client", more: telemetry);
            (await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(8), 8), new JobOptions { Id = job })).Images.Count.ShouldBe(8);
            await cluster.UntilAsync(() => Of("fard.job").Length == 1 && Of("fard.job.run").Length == 1 && Of("fard.position").Length == 2
                && receiver.Metrics.Any(metric => metric.Name == "fard.device.images"));
        }

        receiver.Refused.ShouldBeEmpty();
        var root = Of("fard.job").Single();
        root.Parent.ShouldBeEmpty();
        root.Scope.ShouldBe(FardTelemetry.Name);
        root.Service.ShouldStartWith("fard-");
        var trace = receiver.Spans.Where(span => span.Trace == root.Trace).ToArray();
        // The members of one process share what sends, so nothing comes twice.
        trace.Select(span => span.Id).ShouldBeUnique();
        Of("fard.job.queue").Single().Parent.ShouldBe(root.Id);
        var run = Of("fard.job.run").Single();
        run.Parent.ShouldBe(root.Id);
        foreach (var position in Of("fard.position"))
        {
            position.Trace.ShouldBe(root.Trace);
            position.Parent.ShouldBe(run.Id);
            trace.Where(span => span.Parent == position.Id).Select(span => span.Name)
                .ShouldBe(["fard.position.configure", "fard.position.load", "fard.position.ready", "fard.position.compute", "fard.position.transfer"], ignoreOrder: true);
        }

        var metrics = receiver.Metrics.Where(metric => metric.Scope == FardTelemetry.Name).Select(metric => (metric.Name, metric.Unit)).ToHashSet();
        metrics.ShouldContain(("fard.client.images", "{image}"));
        metrics.ShouldContain(("fard.job.duration", "s"));
        metrics.ShouldContain(("fard.device.images", "{image}"));
        metrics.ShouldContain(("fard.link.io", "By"));

        OtlpSpan[] Of(string name) => [.. receiver.Spans.Where(span => span.Name == name && span.Attributes.GetValueOrDefault("fard.job.id") == $"{job}")];
    }
}
