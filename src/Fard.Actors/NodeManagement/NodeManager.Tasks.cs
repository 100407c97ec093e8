using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Content;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement.Tasks;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement;

/// <summary>Tasks, which are given the same boards as jobs: their part of the node manager runs in its actor.</summary>
internal sealed partial class NodeManager : ITaskManagerHost
{
    private readonly TaskManager _tasks;

    bool ITaskManagerHost.BoardsMayCome => _boardsMayCome;

    void ITaskManagerHost.LeasesReturned() => Schedule();

    void ITaskManagerHost.Share(ApplicationRecord record) => _setup.Sharing?.Tell(new ApplicationSharing.PublishRecord(record), Self);

    void ITaskManagerHost.Deploy(ApplicationDescription pipeline)
    {
        var next = pipeline with { Version = (_applications.Find(pipeline.Name)?.Version ?? 0) + 1 };
        _applications.Add(next);
        _setup.Sharing?.Tell(new ApplicationSharing.Publish(next), Self);
        foreach (var waiting in _queue.All.Where(job => job.Application.Name == next.Name).ToArray()) _queue.Replace(waiting.Job, next);
        Schedule();
    }

    void ITaskManagerHost.Remove(string application)
    {
        foreach (var known in _applications.All.Where(known => known.Name == application || known.Name.StartsWith($"{application}.", StringComparison.Ordinal)))
        {
            _applications.Remove(known.Name);
        }
    }

    void ITaskManagerHost.Drop(string content)
    {
        if (ContentHash.TryParse(content, out var hash)) Context.ActorSelection($"/user/{ContentKeeper.Name}").Tell(new DropContent(hash));
    }

    void ITaskManagerHost.Note(string kind, EventSeverity severity, string text, string application, string board) =>
        _journal.Add(kind, severity, text, application: application, board: board);

    void ITaskManagerHost.StartTimer(TaskManager.ReserveOverdue message, TimeSpan after) => Timers.StartSingleTimer(message, message, after);

    bool ITaskManagerHost.IsOf(IActorRef actor, BoardState board) => AddressOf(actor).Equals(board.Address);

    private void ReceiveTasks()
    {
        Receive<ITaskManagerMessage>(message => _tasks.Receive(message, Sender));
        Receive<TaskManager.ReserveOverdue>(_tasks.OnReserveOverdue);
        Receive<TasksDue>(_ => _tasks.OnTick());
    }

    private void StartTasks()
    {
        _tasks.Start();
        Timers.StartPeriodicTimer(nameof(TasksDue), TasksDue.Instance, _setup.Tasks.Retry);
    }

    private sealed record TasksDue : INoSerializationVerificationNeeded
    {
        public static readonly TasksDue Instance = new();
    }
}
