using Akka.Actor;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;

namespace Fard.Actors.Boards;

/// <summary>The tasks of the board, which have an agent of their own.</summary>
internal sealed partial class BoardAgent
{
    private IActorRef _tasks = ActorRefs.Nobody;
    private TasksHosted _tasksHosted = new(0, []);

    private void ReceiveTasks()
    {
        _tasks = Context.ActorOf(TaskAgent.Props(_setup.Name, _setup.Tasks, _nodeManager, [.. _devices], _setup.Keys), "tasks");
        Receive<ITaskBoardMessage>(message => _tasks.Forward(message));
        Receive<TasksHosted>(OnTasksHosted);
    }

    private void OnTasksHosted(TasksHosted message)
    {
        _tasksHosted = message;
        LeaveWhenDrained();
    }

    // The node manager places them elsewhere; their state by key lives elsewhere already.
    private void StopTasks() => _tasks.Tell(new StopAllTasks($"Board {_setup.Name} leaves the cluster.", Closes: true));
}
