using System.Collections.Immutable;
using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>The last events of the cluster; the oldest are forgotten.</summary>
/// <remarks>
/// The numbers begin with the clock's microseconds, so that those of a node manager that takes over are above those of the one before: whoever knows an event
/// of that one gets every event of this one.
/// </remarks>
internal sealed class EventJournal
{
    /// <summary>Longest text of an event; a longer one is cut.</summary>
    public const int MaxText = 1_000;

    // Answers stay below the limit of a message, whatever stands in the texts.
    private const int MaxPageBytes = 64_000;

    private readonly TimeProvider _time;
    private readonly ClusterEvent[] _ring;
    private readonly long _first;

    public EventJournal(TimeProvider time, int capacity)
    {
        _time = time;
        _ring = new ClusterEvent[capacity];
        Last = _first = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
    }

    /// <summary>Number of the last event; before the first, what that one comes after.</summary>
    public long Last { get; private set; }

    private long Oldest => Math.Max(_first + 1, Last - _ring.Length + 1);

    public void Add(string kind, EventSeverity severity, string text, JobId? job = null, string application = "", string board = "")
    {
        Last++;
        _ring[(int)(Last % _ring.Length)] = new ClusterEvent(Last, _time.GetUtcNow(), kind, severity, Cut(text))
        {
            Job = job,
            Application = application,
            Board = board,
        };
    }

    /// <summary>The events after <paramref name="known"/>, as many as one answer takes. A number that is none of this journal's counts as before all of them.</summary>
    public ImmutableArray<ClusterEvent> After(long known)
    {
        var page = ImmutableArray.CreateBuilder<ClusterEvent>();
        var bytes = 0;
        for (var sequence = known > Last ? Oldest : Math.Max(known + 1, Oldest); sequence <= Last && bytes < MaxPageBytes; sequence++)
        {
            var item = _ring[(int)(sequence % _ring.Length)];
            bytes += 100 + 3 * (item.Text.Length + item.Application.Length + item.Board.Length);
            page.Add(item);
        }

        return page.ToImmutable();
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 3), "...");
}
