using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>The records of the last jobs that ended; the oldest are forgotten.</summary>
internal sealed class EndedJobs(int capacity)
{
    private readonly LinkedList<JobRecord> _order = new();
    private readonly Dictionary<JobId, LinkedListNode<JobRecord>> _records = [];

    /// <summary>The records, the one that ended last first.</summary>
    public IEnumerable<JobRecord> Newest => _order;

    public JobRecord? Find(JobId job) => _records.GetValueOrDefault(job)?.Value;

    /// <summary>Adds a record. A job that failed and was run again has only its last.</summary>
    public void Add(JobRecord record)
    {
        if (capacity == 0) return;
        Forget(record.Status.Job);
        _records.Add(record.Status.Job, _order.AddFirst(record));
        if (_order.Count > capacity) Forget(_order.Last!.Value.Status.Job);
    }

    /// <summary>The job runs again.</summary>
    public void Forget(JobId job)
    {
        if (_records.Remove(job, out var node)) _order.Remove(node);
    }
}
