namespace Fard.Cli.Processes;

/// <summary>The last lines that a process wrote, kept to explain its failure.</summary>
internal sealed class OutputTail(int capacity)
{
    private readonly Queue<string> _lines = new(capacity);
    private readonly Lock _lock = new();

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == capacity)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join(Environment.NewLine, _lines);
    }
}
