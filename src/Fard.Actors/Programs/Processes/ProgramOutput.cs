using System.Text;

namespace Fard.Actors.Programs.Processes;

/// <summary>
/// What a program writes to its standard output and error, line by line into the log, however much it writes: long lines are cut, and lines that come too
/// fast are counted and dropped. The last lines are kept, for the report of a crash.
/// </summary>
internal sealed class ProgramOutput
{
    private const int LongestLine = 4096;
    private const int TailLines = 20;

    private readonly Action<string, string> _log;
    private readonly int _linesPerSecond;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private long _second;
    private int _lines;
    private int _dropped;

    /// <param name="log">Gets level and line.</param>
    public ProgramOutput(Action<string, string> log, int linesPerSecond, TimeProvider time)
    {
        _log = log;
        _linesPerSecond = linesPerSecond;
        _time = time;
        _second = time.GetTimestamp();
    }

    /// <summary>The last lines.</summary>
    public string Tail
    {
        get { lock (_gate) return string.Join('\n', _tail); }
    }

    /// <summary>Reads a stream until it ends.</summary>
    /// <param name="level">The level of its lines.</param>
    public async Task ReadAsync(StreamReader stream, string level)
    {
        var (buffer, line, isCut) = (new char[LongestLine], new StringBuilder(), false);
        while (true)
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                count = 0;
            }

            if (count == 0) break;
            for (var rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf('\n');
                var part = end < 0 ? rest : rest[..end];
                var room = LongestLine - line.Length;
                line.Append(part.Span[..Math.Min(room, part.Length)]);
                isCut |= part.Length > room;
                rest = end < 0 ? default : rest[(end + 1)..];
                if (end < 0) continue;
                Flush();
            }
        }

        if (line.Length > 0) Flush();

        void Flush()
        {
            if (isCut) line.Append(" [cut]");
            Line(level, line.ToString().TrimEnd('\r'));
            line.Clear();
            isCut = false;
        }
    }

    /// <summary>Takes a line.</summary>
    public void Line(string level, string line)
    {
        var dropped = 0;
        lock (_gate)
        {
            if (_tail.Count == TailLines) _tail.Dequeue();
            _tail.Enqueue(line);
            if (_time.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1))
            {
                (dropped, _dropped, _lines, _second) = (_dropped, 0, 0, _time.GetTimestamp());
            }

            if (++_lines > _linesPerSecond)
            {
                _dropped++;
                return;
            }
        }

        if (dropped > 0) _log("warning", $"{dropped} lines of output were dropped: more than {_linesPerSecond} came within a second.");
        _log(level, line);
    }
}
