using System.Collections.Immutable;
using System.Diagnostics;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;
using Fard.Actors.Telemetry;

namespace Fard.Client;

/// <summary>The data connections of one attempt of a job: images to the replicas of the first position, results from those of the last.</summary>
internal sealed class JobAttempt : IAsyncDisposable
{
    private static readonly TimeSpan RedialPause = TimeSpan.FromMilliseconds(100);

    private readonly JobPlaced _placed;
    private readonly JobImages _images;
    private readonly JobResults _results;
    private readonly DataPlaneSettings _settings;
    private readonly ChunkStream _input;
    private readonly long _first;
    private readonly string? _traceParent;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<DataConnection> _connections = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableArray<ChunkReceiver> _receivers;
    private readonly Task _reading;
    private readonly Task _running;
    private bool _closed;

    /// <param name="traceParent">The job's span; null: nobody traces.</param>
    public JobAttempt(JobPlaced placed, JobImages images, ChunkStream output, JobResults results, DataPlaneSettings settings, string? traceParent)
    {
        _traceParent = traceParent;
        _placed = placed;
        _images = images;
        _results = results;
        _settings = settings;
        _first = results.Next;
        _input = new ChunkStream(placed.Job, 0, images.BytesPerImage, images.Count, placed.ChunkImages);
        var collects = ChunkLink.Into(0, [], placed.Positions[^1].Replicas, output, HelloPurpose.Collect, placed.Attempt);
        _receivers = [.. collects.Select(link => new ChunkReceiver(link.Stream, settings))];
        _reading = Task.WhenAll(collects.Zip(_receivers, (link, receiver) => GuardAsync(CollectAsync(link, receiver))));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Ends when every result is there and the last boards have said goodbye, or with the error of the first connection that failed.</summary>
    public Task Completion => _running;

    /// <summary>Closes the connections and waits until nothing of the attempt is under way; a job that is given up says so.</summary>
    /// <param name="givenUp">Whether the whole job is given up, and not only this attempt.</param>
    public async Task CloseAsync(bool givenUp)
    {
        if (_closed) return;
        _closed = true;
        await _stopping.CancelAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await _reading;
        foreach (var connection in _connections)
        {
            if (givenUp) await connection.FailAsync(DataPlaneError.JobFailed, "The client gave the job up.");
            else await connection.DisposeAsync();
        }

        foreach (var receiver in _receivers) receiver.Dispose();
        _stopping.Dispose();
    }

    public async ValueTask DisposeAsync() => await CloseAsync(givenUp: false);

    private async Task RunAsync()
    {
        var feeds = ChunkLink.OutOf(0, [], _placed.Positions[0].Replicas, _input, HelloPurpose.Feed, _placed.Attempt);
        var all = Task.WhenAll(GuardAsync(FeedAsync(feeds)), GuardAsync(MergeAsync()));
        await Task.WhenAny(all, _failed.Task);
        if (_failed.Task.IsFaulted)
        {
            await _stopping.CancelAsync();
            foreach (var receiver in _receivers) receiver.Fail(_failed.Task.Exception!.InnerException!);
        }

        await all;
        if (_failed.Task.IsFaulted) await _failed.Task;
    }

    private async Task FeedAsync(ImmutableArray<ChunkLink> links)
    {
        using var span = Trace("fard.job.feed");
        var connections = await Task.WhenAll(links.Select(link => DialAsync(link)));
        var senders = links.Zip(connections, (link, connection) => new ChunkSender(connection, link.Stream, _placed.Attempt == 1 ? null : OnBegin)).ToImmutableArray();
        foreach (var sender in senders) sender.StartAt(_first);
        var credit = Task.WhenAll(senders.Select(sender => GuardAsync(sender.RunAsync(_stopping.Token))));
        try
        {
            await SendAsync(senders);
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss)
        {
            // The side that reads this connection finds the reason in front of the loss.
        }

        await credit;
    }

    private async Task SendAsync(ImmutableArray<ChunkSender> senders)
    {
        var deal = ChunkLink.DealOver(_placed.Positions[0].Replicas);
        for (var sequence = _first; sequence < _input.ChunkCount; sequence++)
        {
            var images = _input.ImagesIn(sequence);
            var packed = _images.Pack(checked((int)(sequence * _placed.ChunkImages)), images);
            await senders[deal.Turn(sequence)].SendAsync(sequence, packed, images, _stopping.Token);
        }

        foreach (var sender in senders) await sender.EndAsync(_stopping.Token);
    }

    private async Task CollectAsync(ChunkLink link, ChunkReceiver receiver)
    {
        receiver.StartAt(_first);
        await receiver.RunAsync(await DialAsync(link), _stopping.Token);
    }

    private async Task MergeAsync()
    {
        using var span = Trace("fard.job.collect");
        var deal = ChunkLink.DealOver(_placed.Positions[^1].Replicas);
        while (!_results.IsComplete)
        {
            var receiver = _receivers[deal.Turn(_results.Next)];
            var chunk = await receiver.ReadAsync() ?? throw new DataPlaneException(DataPlaneError.EarlyEnd, $"The results ended before chunk {_results.Next}.");
            _results.Take(chunk);
            await receiver.AcknowledgeAsync(chunk, _stopping.Token);
        }

        // Behind its last chunk a board says that it was the last: then it has no more to say.
        foreach (var receiver in _receivers) await receiver.ReadAsync();
    }

    private Span Trace(string name) => new(FardTracing.Start(name, ActivityKind.Client, _traceParent)?.SetTag(TelemetryTags.Attempt, _placed.Attempt));

    private void OnBegin(long sequence)
    {
        if (sequence != _first)
            throw new DataPlaneException(DataPlaneError.BadHeader, $"The first position goes on with chunk {sequence}; the client's results end before chunk {_first}.");
    }

    private async Task<DataConnection> DialAsync(ChunkLink link)
    {
        while (true)
        {
            try
            {
                var connection = await ChunkDialer.DialAsync(link.Peer!.Endpoint, link.Hello, _settings, _stopping.Token);
                lock (_gate) _connections.Add(connection);
                return connection;
            }
            catch (DataPlaneException exception) when (exception.Error == DataPlaneError.ConnectFailed)
            {
                // Whether the board is gone, and what comes then, is the coordinator's to say.
                await Task.Delay(RedialPause, TimeProvider.System, _stopping.Token);
            }
        }
    }

    private async Task GuardAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _failed.TrySetException(new OperationCanceledException("The attempt was given up."));
        }
        catch (Exception exception)
        {
            _failed.TrySetException(exception);
        }
    }

    /// <summary>A span that ends with a block; it is not the thread's current one.</summary>
    private readonly struct Span(Activity? activity) : IDisposable
    {
        public void Dispose() => activity.End();
    }
}
