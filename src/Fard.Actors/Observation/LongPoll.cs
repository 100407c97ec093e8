using Akka.Actor;

namespace Fard.Actors.Observation;

/// <summary>
/// Who waits for something new. An answer goes out when there is something to say, or when the time that the asker gave is over; so nobody needs to be told
/// when an asker has gone.
/// </summary>
/// <param name="capacity">Askers at once; one that comes on top takes the place of the one that has waited longest, which gets its answer at once.</param>
internal sealed class LongPoll<TQuestion>(int capacity)
{
    private readonly LinkedList<(IActorRef Asker, TQuestion Question, DateTimeOffset Until)> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    /// <param name="answer">What the asker is told when it has to make room.</param>
    public void Add(IActorRef asker, TQuestion question, DateTimeOffset until, Func<TQuestion, object> answer)
    {
        if (_waiting.Count >= capacity && _waiting.First is { Value: var oldest })
        {
            _waiting.RemoveFirst();
            oldest.Asker.Tell(answer(oldest.Question));
        }

        _waiting.AddLast((asker, question, until));
    }

    /// <summary>Answers who need not wait any longer.</summary>
    /// <param name="isNew">Whether there is something new for a question.</param>
    public void Serve(DateTimeOffset now, Func<TQuestion, bool> isNew, Func<TQuestion, object> answer)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var (next, waiting) = (node.Next, node.Value);
            if (now >= waiting.Until || isNew(waiting.Question))
            {
                _waiting.Remove(node);
                waiting.Asker.Tell(answer(waiting.Question));
            }

            node = next;
        }
    }
}
