using System.Diagnostics;
using Fard.Actors.Applications;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;
using Fard.Networks.Description;

namespace Fard.Benchmarks.Programs;

/// <summary>One position of a pipeline between a client that feeds and one that collects, all in this process, over loopback as on a board.</summary>
internal sealed class StageRun(IAccelerator stage, ChunkListener listener, int bytes)
{
    private static readonly DataPlaneSettings Settings = new();

    /// <summary>Chunks a second of a job of so many chunks, from the first that is fed to the last that arrives.</summary>
    public async Task<double> RunAsync(int chunks)
    {
        var position = new PositionDescription("forward", new LayerRange(0, 0), "none@0..0", new BoardRequirements("pynq-z1"), bytes, bytes);
        var job = new ConfigureJob(JobId.New(), "benchmark", "none", position, 0, 1, 0, chunks, 1, downstream: null);
        var pump = new ChunkPump(job, listener, Settings, _ => { }, () => { });
        var running = Task.Run(pump.RunAsync);
        await using var feed = await DialAsync(job, HelloPurpose.Feed, 0);
        await using var collect = await DialAsync(job, HelloPurpose.Collect, 1);
        var sender = new ChunkSender(feed, job.Input);
        using var receiver = new ChunkReceiver(job.Output, Settings);
        var (credit, reading) = (Task.Run(() => sender.RunAsync(default)), Task.Run(() => receiver.RunAsync(collect, default)));
        pump.Start(stage);
        var start = Stopwatch.GetTimestamp();
        var feeding = Task.Run(() => FeedAsync(sender, chunks));
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var result = await receiver.ReadAsync() ?? throw new InvalidOperationException("The stage ended early.");
            if (result.Payload.Span[0] != (byte)result.Sequence || result.Payload.Span[^1] != (byte)result.Sequence) throw new InvalidOperationException("The stage changed a chunk.");
            await receiver.AcknowledgeAsync(result, default);
        }

        var passed = Stopwatch.GetElapsedTime(start);
        await Task.WhenAll(feeding, credit);
        await feed.DisposeAsync();
        if (await running is { } failure) throw new InvalidOperationException(failure.Reason);
        await reading;
        return chunks / passed.TotalSeconds;
    }

    private async Task FeedAsync(ChunkSender sender, int chunks)
    {
        var chunk = new byte[bytes];
        for (var sequence = 0L; sequence < chunks; sequence++)
        {
            (chunk[0], chunk[^1]) = ((byte)sequence, (byte)sequence);
            await sender.SendAsync(sequence, chunk, 1, default);
        }

        await sender.EndAsync(default);
    }

    private Task<DataConnection> DialAsync(ConfigureJob job, HelloPurpose purpose, int position) =>
        ChunkDialer.DialAsync(listener.Endpoint, new Hello(purpose, job.Job, position), Settings, default);
}
