using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>
/// An application that is sent: room for all of its replicas is reserved on their boards, and only when every board has promised it the replicas are
/// launched; otherwise everything is given back. Boards let reservations expire that they hear nothing more of.
/// </summary>
internal sealed partial class TaskManager
{
    /// <summary>A reservation was not answered in time.</summary>
    public void OnReserveOverdue(ReserveOverdue message)
    {
        if (!_applications.TryGetValue(message.Id, out var application) || application.Launch is not { } launch || launch.Reservation != message.Reservation) return;
        Abort(application, $"No answer came from {string.Join(", ", launch.Unanswered.Order(StringComparer.Ordinal))} within {_settings.ReserveTimeout.TotalSeconds:0.###} s (fard.tasks.reserve-timeout).");
    }

    /// <summary>Boards had time to register.</summary>
    public void OnGraceOver()
    {
        foreach (var (message, sender) in _deferred.ToArray()) Receive(message, sender);
        _deferred.Clear();
    }

    private void OnSend(SendApplication message, IActorRef sender)
    {
        if (_applications.TryGetValue(message.Id, out var known))
        {
            if (known.Launch is { } pending) pending.Askers.Add(sender);
            else sender.Tell(new ApplicationSent(message.Id));
            return;
        }

        if (_records.Find(message.Id) is { Killed: true })
        {
            Refuse(message.Id, sender);
            return;
        }

        if (_host.BoardsMayCome)
        {
            _deferred.Add((message, sender));
            return;
        }

        var record = new ApplicationRecord(message.Id, message.Content, message.File, message.Text);
        if (!TryRead(record, sender, out var manifest)) return;
        var application = new TaskApplication(record with { CollectsOutput = manifest.CollectsOutput }, manifest);
        var placed = TaskPlacement.Find([.. application.Replicas.Values.Select(replica => (replica.Task, replica.Index))], Rooms(application), (_, _) => null, out var reason);
        if (placed.IsDefault)
        {
            sender.Tell(new TasksRefused(message.Id, $"There is not enough room for {manifest.Name}. {reason}"));
            return;
        }

        _applications.Add(application.Id, application);
        Reserve(application, placed, sender);
    }

    private bool TryRead(ApplicationRecord record, IActorRef asker, out ApplicationManifest manifest)
    {
        try
        {
            manifest = record.ReadManifest(_setup.FindNetwork);
            return true;
        }
        catch (ApplicationPackageException exception)
        {
            manifest = null!;
            asker.Tell(new TasksRefused(record.Id, exception.Message));
            return false;
        }
    }

    private void Reserve(TaskApplication application, ImmutableArray<(BoardState Board, ReplicaNeed Need)> placed, IActorRef asker)
    {
        foreach (var (board, need) in placed) Assign(application, application.Replicas[(need.Task, need.Index)], board, need);
        var boards = placed.Select(one => one.Board).Distinct().ToImmutableArray();
        application.Launch = new PendingLaunch(NextNumber(), boards) { Askers = { asker } };
        if (boards.IsEmpty)
        {
            Accept(application, application.Launch);
            return;
        }

        foreach (var board in boards)
        {
            board.Agent.Tell(new ReserveTasks(
                application.Id, application.Launch.Reservation, [.. placed.Where(one => one.Board == board).Select(one => one.Need)], _settings.ReservationExpiry));
        }

        _host.StartTimer(new ReserveOverdue(application.Id, application.Launch.Reservation), _settings.ReserveTimeout);
    }

    private void OnReserved(TasksReserved message)
    {
        if (!_applications.TryGetValue(message.Id, out var application) || application.Launch is not { } launch || launch.Reservation != message.Reservation)
        {
            // It came too late, or everything was given up meanwhile.
            _registry.Find(message.Board)?.Agent.Tell(new ReleaseReservation(message.Id, message.Reservation));
            return;
        }

        launch.Unanswered.Remove(message.Board);
        if (launch.Unanswered.Count == 0) Accept(application, launch);
    }

    private void OnNotReserved(TasksNotReserved message)
    {
        if (_applications.TryGetValue(message.Id, out var application) && application.Launch is { } launch && launch.Reservation == message.Reservation)
            Abort(application, $"Board {message.Board} has no room: {message.Reason}");
    }

    private void Accept(TaskApplication application, PendingLaunch launch)
    {
        application.Launch = null;
        _records.Add(application.Record);
        _host.Share(application.Record);
        foreach (var replica in application.Replicas.Values)
        {
            replica.Reservation = launch.Reservation;
            Tell(application, replica);
        }

        Deploy(application);
        _log.Info("Application {0} is launched: {1} replicas on {2} boards.", application.Id, application.Replicas.Count, launch.Boards.Length);
        _host.Note(
            ClusterEventKinds.ApplicationLaunched,
            EventSeverity.Information,
            $"Application {application.Id} is launched: {application.Replicas.Count} replicas of tasks on {launch.Boards.Length} boards.",
            application.Id,
            "");
        foreach (var asker in launch.Askers) asker.Tell(new ApplicationSent(application.Id));
    }

    private void Deploy(TaskApplication application)
    {
        foreach (var pipeline in application.Manifest.Pipelines)
        {
            _host.Deploy(pipeline with
            {
                Name = PipelineName(application, pipeline),
                Positions = [.. pipeline.Positions.Select(position => position.Program is { } program
                    ? position with { Program = program with { Content = application.Record.Content } }
                    : position)],
            });
        }
    }

    private void Abort(TaskApplication application, string reason)
    {
        _applications.Remove(application.Id);
        GiveUp(application, application.Launch!, reason);
    }

    private void GiveUp(TaskApplication application, PendingLaunch launch, string reason)
    {
        application.Launch = null;
        foreach (var board in launch.Boards) board.Agent.Tell(new ReleaseReservation(application.Id, launch.Reservation));
        foreach (var replica in application.Replicas.Values)
        {
            if (replica.Lease is { } lease) ReleaseLease(replica.Board!, replica.Need!.Fpga, lease);
            replica.Unplace(reason);
        }

        foreach (var asker in launch.Askers) asker.Tell(new TasksRefused(application.Id, $"{application.Manifest.Name} is not launched, and nothing is reserved for it any more. {reason}"));
        _host.LeasesReturned();
    }

    private void Assign(TaskApplication application, TaskReplica replica, BoardState board, ReplicaNeed need)
    {
        JobId? lease = need.Fpga >= 0 ? JobId.New() : null;
        if (lease is { } holder) TakeLease(board, need.Fpga, holder);
        replica.Place(board, need, lease, NextNumber(), Now);
        replica.Revision = application.Record.Revision;
    }

    private void Tell(TaskApplication application, TaskReplica replica)
    {
        replica.Told = Now;
        replica.Board!.Agent.Tell(new LaunchTask(application.Record, replica.Reservation, replica.Need!, replica.Incarnation, replica.Lease));
    }

    /// <summary>A reservation may be overdue.</summary>
    internal sealed record ReserveOverdue(string Id, long Reservation) : INoSerializationVerificationNeeded;
}
