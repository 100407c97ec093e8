using System.Collections.Immutable;

namespace Fard.Actors.Tasks;

/// <summary>
/// The instances of applications that a head knows, those that were killed among them for a while. One for each head, shared by its actors; safe for several
/// threads.
/// </summary>
/// <param name="remembered">Killed instances that are kept.</param>
internal sealed class ApplicationRecords(int remembered)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ApplicationRecord> _records = [];
    private readonly Queue<string> _killed = new();

    /// <summary>All that are known.</summary>
    public ImmutableArray<ApplicationRecord> All
    {
        get { lock (_gate) return [.. _records.Values]; }
    }

    /// <summary>One of them; null: it is not known, or no longer.</summary>
    public ApplicationRecord? Find(string id)
    {
        lock (_gate) return _records.GetValueOrDefault(id);
    }

    /// <summary>Takes a record in, unless a newer one is there.</summary>
    /// <returns>Whether it was.</returns>
    public bool Add(ApplicationRecord record)
    {
        lock (_gate)
        {
            if (_records.TryGetValue(record.Id, out var known) && (known.Change >= record.Change || known.Killed)) return false;
            // What was killed is only recognised: its text is not needed.
            _records[record.Id] = record.Killed ? record with { Text = "" } : record;
            if (record.Killed) _killed.Enqueue(record.Id);
            while (_killed.Count > remembered) _records.Remove(_killed.Dequeue());
            return true;
        }
    }
}
