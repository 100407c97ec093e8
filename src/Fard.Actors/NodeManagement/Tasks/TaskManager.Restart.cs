using Akka.Actor;
using Akka.Event;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>A restart with other files: one replica after the other stops, begins anew and is ready, before the next one stops.</summary>
internal sealed partial class TaskManager
{
    private void OnRestart(RestartApplication message, IActorRef sender)
    {
        if (FindOrRefuse(message.Id, sender) is not { } application) return;
        if (application.LastRestart == message.Request)
        {
            sender.Tell(new ApplicationRestarted(message.Id));
            return;
        }

        if (application.Roll is { } roll)
        {
            if (roll.Request == message.Request) roll.Askers.Add(sender);
            else sender.Tell(new TasksRefused(message.Id, "The application is being restarted already; wait until that is done."));
            return;
        }

        var record = application.Record with { Content = message.Content, File = message.File, Text = message.Text, Revision = application.Record.Revision + 1 };
        if (!TryRead(record, sender, out var manifest)) return;
        if (manifest.Name != application.Manifest.Name)
        {
            sender.Tell(new TasksRefused(message.Id, $"{message.Id} is an instance of {application.Manifest.Name}, not of {manifest.Name}; send that as an application of its own."));
            return;
        }

        _host.Remove(application.Id);
        var wanted = new TaskApplication(record, manifest);
        foreach (var (key, replica) in application.Replicas.ToArray())
        {
            if (wanted.Replicas.ContainsKey(key)) continue;
            Stop(application.Id, replica, "The application has no such replica any more.");
            application.Replicas.Remove(key);
        }

        foreach (var (key, replica) in wanted.Replicas)
        {
            if (application.Replicas.TryGetValue(key, out var running)) running.Task = replica.Task;
            else application.Replicas.Add(key, replica);
        }

        var before = application.Record.Content;
        application.Manifest = manifest;
        Change(application, record);
        Deploy(application);
        _log.Info("Application {0} restarts, revision {1}.", application.Id, record.Revision);
        application.Roll = new RollingRestart(message.Request, before) { Askers = { sender } };
        Reconcile(application);
    }

    private void Roll(TaskApplication application)
    {
        if (application.Roll is not { } roll) return;
        if (roll.Current is { } current)
        {
            if (Now > roll.Deadline || current.State == TaskState.Failed)
            {
                EndRoll(application, new TasksRefused(
                    application.Id, $"{current.PeerId} is not ready with the new files: {(current.Reason.Length > 0 ? current.Reason : $"it is {current.State}")}. Replicas after it run as before."));
                return;
            }

            if (current.State is not (TaskState.Ready or TaskState.Ended) || current.Revision != application.Record.Revision) return;
            roll.Current = null;
        }

        var next = application.Replicas.Values.FirstOrDefault(replica => replica.Revision != application.Record.Revision || (replica.State != TaskState.Ready && !replica.State.IsOver()));
        if (next is null)
        {
            application.LastRestart = roll.Request;
            DropUnlessUsed(roll.Before);
            _host.Note(
                ClusterEventKinds.ApplicationRestarted, EventSeverity.Information, $"Application {application.Id} runs with other files, revision {application.Record.Revision}.", application.Id, "");
            EndRoll(application, new ApplicationRestarted(application.Id));
            return;
        }

        roll.Current = next;
        roll.Deadline = Now + _settings.LaunchTimeout + _settings.SetupTimeout + _settings.StopGrace + _settings.ForceGrace;
        if (next.Revision == application.Record.Revision) return;
        Stop(application.Id, next, "The application restarts.");
        next.Unplace("The application restarts.");
        // It begins anew when its board reports that it is gone.
        next.NotBefore = Now;
        if (!IsStopping(application.Id, next)) Place(application, next);
    }

    private static void EndRoll(TaskApplication application, IFardMessage answer)
    {
        foreach (var asker in application.Roll!.Askers) asker.Tell(answer);
        application.Roll = null;
    }
}
