using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>How the last jobs ended, so that one that is submitted again is answered and not run again. Forgets the oldest.</summary>
internal sealed class EndedJobs(int capacity)
{
    private readonly Queue<JobId> _order = new();
    private readonly Dictionary<JobId, IJobMessage> _answers = [];

    public void Add(IJobMessage answer)
    {
        if (capacity == 0 || !_answers.TryAdd(answer.Job, answer)) return;
        _order.Enqueue(answer.Job);
        if (_order.Count > capacity) _answers.Remove(_order.Dequeue());
    }

    public IJobMessage? Find(JobId job) => _answers.GetValueOrDefault(job);
}
