using System.Collections.Concurrent;
using System.Diagnostics;
using Fard.Actors.Jobs;
using Fard.Actors.Telemetry;
using Fard.Actors.Tests.TestBoards;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Telemetry;

/// <summary>The spans of one job over client, head and boards.</summary>
public sealed class JobTraceSpec : IDisposable
{
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public JobTraceSpec()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FardTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task One_trace_has_the_client_the_queue_the_run_and_every_position_with_its_steps()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        var job = JobId.New();
        var results = await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(8), 8), new JobOptions { Id = job });
        results.Images.Count.ShouldBe(8);

        await cluster.UntilAsync(() => Named("fard.job", job).Length == 1 && Named("fard.job.run", job).Length == 1 && Named("fard.position", job).Length == 2);
        var root = Named("fard.job", job).Single();
        root.ParentSpanId.ShouldBe(default);
        root.Status.ShouldBe(ActivityStatusCode.Unset);
        var trace = _ended.Where(span => span.TraceId == root.TraceId).ToArray();
        Named("fard.job.queue", job).Single().ParentSpanId.ShouldBe(root.SpanId);
        var run = Named("fard.job.run", job).Single();
        run.ParentSpanId.ShouldBe(root.SpanId);
        foreach (var position in Named("fard.position", job))
        {
            position.TraceId.ShouldBe(root.TraceId);
            position.ParentSpanId.ShouldBe(run.SpanId);
            trace.Where(span => span.ParentSpanId == position.SpanId).Select(span => span.OperationName)
                .ShouldBe(["fard.position.configure", "fard.position.load", "fard.position.ready", "fard.position.compute", "fard.position.transfer"], ignoreOrder: true);
        }

        trace.Select(span => span.OperationName).ShouldContain("fard.job.feed");
        trace.Select(span => span.OperationName).ShouldContain("fard.job.collect");
    }

    public void Dispose() => _listener.Dispose();

    private Activity[] Named(string name, JobId job) =>
        [.. _ended.Where(span => span.OperationName == name && span.GetTagItem("fard.job.id") as string == $"{job}")];
}
