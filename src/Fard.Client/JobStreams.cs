using System.Threading.Channels;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>The two data connections of one job: images to the first position, results from the last.</summary>
internal sealed class JobStreams : IAsyncDisposable
{
    private readonly JobPlaced _placed;
    private readonly DataPlaneSettings _settings;
    private readonly JobImages _images;
    private readonly byte[] _results;
    private readonly ChunkStream _input;
    private readonly ChunkStream _output;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<ImageResult> _arrived = Channel.CreateUnbounded<ImageResult>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _feeding;
    private readonly Task _collecting;
    private DataConnection? _feed;
    private DataConnection? _collect;
    private bool _complete;

    public JobStreams(JobPlaced placed, JobImages images, DataPlaneSettings settings)
    {
        _placed = placed;
        _images = images;
        _input = new ChunkStream(placed.Job, 0, images.BytesPerImage, images.Count, placed.ChunkImages);
        _output = new ChunkStream(placed.Job, placed.Positions.Length, placed.OutputBytesPerImage, images.Count, placed.ChunkImages);
        _results = GC.AllocateUninitializedArray<byte>(checked(images.Count * placed.OutputBytesPerImage));
        // Results are small and are all kept: no board waits for a caller that takes its time.
        _settings = settings with { WindowChunks = int.MaxValue, WindowBytes = int.MaxValue };
        _feeding = Task.Run(FeedAsync);
        _collecting = Task.Run(CollectAsync);
    }

    /// <summary>Results as they arrive; ends after the last, or with the error of the connection that failed.</summary>
    public ChannelReader<ImageResult> Results => _arrived.Reader;

    /// <summary>After the last result: lets the last board say goodbye, and closes both connections.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await Task.WhenAny(_ended.Task, _collecting).WaitAsync(_settings.ConnectTimeout);
        }
        catch (TimeoutException)
        {
            // The board is gone with its last word unsaid; the results are all there.
        }

        await DisposeAsync();
    }

    /// <summary>Closes both connections; a job that is not complete is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_feeding, _collecting);
        foreach (var connection in (DataConnection?[])[_feed, _collect])
        {
            if (connection is null) continue;
            if (_complete) await connection.DisposeAsync();
            else await connection.FailAsync(DataPlaneError.JobFailed, "The client gave the job up.");
        }

        _stopping.Dispose();
    }

    private async Task FeedAsync()
    {
        try
        {
            _feed = await ChunkDialer.DialAsync(_placed.Positions[0].Endpoint, new Hello(HelloPurpose.Feed, _placed.Job, 0), _settings, _stopping.Token);
            var sender = new ChunkSender(_feed, _input);
            var credit = sender.RunAsync(_stopping.Token);
            await SendAsync(sender, credit);
            await credit;
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private async Task SendAsync(ChunkSender sender, Task credit)
    {
        try
        {
            for (long sequence = 0; sequence < _input.ChunkCount; sequence++)
            {
                var images = _input.ImagesIn(sequence);
                var packed = _images.Pack(checked((int)(sequence * _placed.ChunkImages)), images);
                await sender.SendAsync(sequence, packed, images, _stopping.Token);
            }

            await sender.EndAsync(_stopping.Token);
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss)
        {
            // The side that reads this connection finds the reason in front of the loss.
            await credit;
            throw;
        }
    }

    private async Task CollectAsync()
    {
        try
        {
            _collect = await ChunkDialer.DialAsync(
                _placed.Positions[^1].Endpoint, new Hello(HelloPurpose.Collect, _placed.Job, _placed.Positions.Length), _settings, _stopping.Token);
            using var receiver = new ChunkReceiver(_output, _settings);
            var reading = ReadAsync(receiver, _collect);
            while (await receiver.ReadAsync() is { } chunk)
            {
                Keep(chunk);
                // The caller need not wait for the goodbyes behind the last result.
                if (chunk.Sequence == _output.ChunkCount - 1) _arrived.Writer.TryComplete();
                await receiver.AcknowledgeAsync(chunk, _stopping.Token);
            }

            _complete = true;
            _arrived.Writer.TryComplete();
            _ended.SetResult();
            await reading;
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private async Task ReadAsync(ChunkReceiver receiver, DataConnection connection)
    {
        try
        {
            await receiver.RunAsync(connection, _stopping.Token);
        }
        catch (Exception exception)
        {
            receiver.Fail(exception);
        }
    }

    private void Keep(Chunk chunk)
    {
        var first = checked((int)(chunk.Sequence * _placed.ChunkImages));
        var size = _output.BytesPerImage;
        chunk.Payload.CopyTo(_results.AsMemory(first * size));
        for (var image = first; image < first + chunk.ImageCount; image++)
            _arrived.Writer.TryWrite(new ImageResult(image, _results.AsMemory(image * size, size)));
    }

    private void Fail(Exception exception) => _arrived.Writer.TryComplete(exception);
}
