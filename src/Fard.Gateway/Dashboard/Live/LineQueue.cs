using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>Lines that wait for one reader: the newest, at most so many, and how many older ones had to go.</summary>
internal sealed class LineQueue<T>
{
    private readonly Channel<T> _lines;
    private int _dropped;

    public LineQueue(int capacity) => _lines = Channel.CreateBounded<T>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true }, _ => Interlocked.Increment(ref _dropped));

    public void Add(T line) => _lines.Writer.TryWrite(line);

    /// <summary>No line follows.</summary>
    public void Complete() => _lines.Writer.TryComplete();

    /// <summary>Ends when there is a line, or none will follow.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _lines.Reader.WaitToReadAsync(cancellationToken).AsTask();

    public bool TryTake([MaybeNullWhen(false)] out T line) => _lines.Reader.TryRead(out line);

    /// <summary>How many lines went since this was asked last.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
}
