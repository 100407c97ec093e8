using Fard.Actors.Programs.Processes.Protocol;

namespace Fard.Client.Bridge;

/// <summary>One job of a bridge's user: its images as they come, and its results as they arrive.</summary>
internal sealed class BridgedJob
{
    /// <summary>Most bytes of one job's images.</summary>
    public const long MaxBytes = 1L << 30;

    private const int BatchBytes = 64 * 1024;

    private readonly CallHeader _call;
    private readonly byte[] _data;
    private int _received;

    /// <exception cref="ProgramProtocolException">The job is too large, or says something impossible.</exception>
    public BridgedJob(CallHeader call)
    {
        if (call.Bytes is < 0 or > MaxBytes) throw new ProgramProtocolException($"A job of {call.Bytes} bytes; the most is {MaxBytes}. Send several jobs.");
        if (call.Images < 0) throw new ProgramProtocolException($"A job of {call.Images} images.");
        if (call.Timeout is { } timeout && timeout is not (> 0 and < 1e6)) throw new ProgramProtocolException($"A timeout of {timeout} seconds.");
        _call = call;
        _data = call.Files.IsEmpty ? new byte[call.Bytes] : [];
    }

    /// <summary>Whether all bytes are there.</summary>
    public bool IsComplete => _received == _data.Length;

    /// <summary>Takes the next piece of the images.</summary>
    /// <exception cref="ProgramProtocolException">It is more than the call said.</exception>
    public async ValueTask ReceiveAsync(ProgramReader reader, ProgramFrame frame, CancellationToken cancellationToken)
    {
        if (frame.BodyLength > _data.Length - _received) throw new ProgramProtocolException($"The images of call {_call.Id} are more than the {_data.Length} bytes that it said.");
        await reader.ReadBodyAsync(frame, _data.AsMemory(_received, frame.BodyLength), cancellationToken).ConfigureAwait(false);
        _received += frame.BodyLength;
    }

    /// <summary>Runs the job; results that arrive together are sent together.</summary>
    public async Task RunAsync(IBridgeClient client, ProgramWriter writer, CancellationToken cancellationToken)
    {
        var data = !_call.Files.IsEmpty ? await client.ReadImagesAsync(_call.App, _call.Files, cancellationToken).ConfigureAwait(false)
            : _call.Packed ? JobData.FromPackedStream(_data, _call.Images)
            : JobData.FromPixels(_data, _call.Images);
        var options = new JobOptions { Timeout = _call.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        var results = client.SendJobDataAsync(_call.App, data, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (results.ConfigureAwait(false))
        {
            var (first, count, batch) = (0, 0, new MemoryStream());
            for (var next = results.MoveNextAsync(); await next.ConfigureAwait(false);)
            {
                if (count == 0) first = results.Current.Image;
                batch.Write(results.Current.Bytes.Span);
                count++;
                next = results.MoveNextAsync();
                if (next.IsCompleted && batch.Length < BatchBytes) continue;
                await FlushAsync().ConfigureAwait(false);
            }

            if (count > 0) await FlushAsync().ConfigureAwait(false);

            async Task FlushAsync()
            {
                var bytes = batch.GetBuffer().AsMemory(0, (int)batch.Length);
                await writer.SendAsync(ProgramFrameType.Results, new ResultsHeader(_call.Id, count, first), BridgeJsonContext.Default.ResultsHeader, bytes, cancellationToken).ConfigureAwait(false);
                batch.SetLength(0);
                count = 0;
            }
        }
    }
}
