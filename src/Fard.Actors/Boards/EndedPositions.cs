using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.Boards;

/// <summary>The last words of positions that have ended, for coordinators that may have missed them; the oldest are forgotten.</summary>
internal sealed class EndedPositions
{
    private const int Remembered = 4096;

    private readonly Dictionary<(JobId Job, int Position, int Replica), (PositionEnded Message, IActorRef Coordinator)> _ended = [];
    private readonly Queue<(JobId Job, int Position, int Replica)> _order = [];

    public void Add(PositionEnded message, IActorRef coordinator)
    {
        var key = (message.Job, message.Position, message.Replica);
        if (!_ended.ContainsKey(key)) _order.Enqueue(key);
        _ended[key] = (message, coordinator);
        if (_order.Count > Remembered) _ended.Remove(_order.Dequeue());
    }

    /// <summary>What a coordinator was told of a position whose attempt it still believes to run; null: nothing.</summary>
    public PositionEnded? Find(ConfigureJob asked, IActorRef coordinator) =>
        _ended.TryGetValue((asked.Job, asked.Position, asked.Replica), out var ended) && ended.Coordinator.Equals(coordinator) && ended.Message.Attempt >= asked.Attempt
            ? ended.Message
            : null;
}
