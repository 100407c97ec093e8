namespace Fard.Gateway.Inference.Batching;

/// <summary>How many images per second were done lately: over the last ten whole seconds, or since the first if that is less.</summary>
internal sealed class CompletionRate(TimeProvider time)
{
    private const int Seconds = 10;

    private readonly long[] _counts = new long[Seconds];
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private long _second;
    private long _first = -1;

    /// <summary>Counts images that are done.</summary>
    public void Add(int images)
    {
        lock (_gate)
        {
            Advance();
            if (_first < 0) _first = _second;
            _counts[_second % Seconds] += images;
        }
    }

    /// <summary>Images per second; 0 where none was done lately.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                Advance();
                return _first < 0 ? 0 : (double)_counts.Sum() / Math.Min(Seconds, _second - _first + 1);
            }
        }
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        if (now - _second >= Seconds)
        {
            Array.Clear(_counts);
            _first = -1;
        }
        else
        {
            for (var second = _second + 1; second <= now; second++) _counts[second % Seconds] = 0;
        }

        _second = Math.Max(_second, now);
    }
}
