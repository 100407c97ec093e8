using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// The ids of the last jobs whose results went out: one that is submitted again is answered and not run again. Forgets the oldest. A job that failed gave
/// no results and may be run again.
/// </summary>
internal sealed class DoneJobs(int capacity)
{
    private readonly Queue<JobId> _order = new();
    private readonly HashSet<JobId> _ids = [];

    public void Add(JobId job)
    {
        if (capacity == 0 || !_ids.Add(job)) return;
        _order.Enqueue(job);
        if (_order.Count > capacity) _ids.Remove(_order.Dequeue());
    }

    public bool Contains(JobId job) => _ids.Contains(job);
}
