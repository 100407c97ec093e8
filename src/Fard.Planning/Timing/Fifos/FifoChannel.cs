namespace Fard.Planning.Timing.Fifos;

/// <summary>A FIFO of so many words between two units: when each word was written and read, in cycles.</summary>
internal sealed class FifoChannel(int depth)
{
    private readonly List<long> _written = [];
    private readonly List<long> _read = [];

    /// <summary>Whether the next word to be read is known to have been written.</summary>
    public bool HasWord => _read.Count < _written.Count;

    /// <summary>Whether it is known when there is room for the next word to be written.</summary>
    public bool HasRoom => _written.Count < depth + _read.Count;

    /// <summary>Writes a word as soon as it is there and there is room.</summary>
    /// <returns>When that is.</returns>
    public long Write(long ready)
    {
        var index = _written.Count;
        var time = index < depth ? ready : Math.Max(ready, _read[index - depth] + 1);
        _written.Add(time);
        return time;
    }

    /// <summary>Reads the next word, a cycle after it was written at the earliest.</summary>
    /// <returns>When that is.</returns>
    public long Read(long ready)
    {
        var time = Math.Max(ready, _written[_read.Count] + 1);
        _read.Add(time);
        return time;
    }
}
