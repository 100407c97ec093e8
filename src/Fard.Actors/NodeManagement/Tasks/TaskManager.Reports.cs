using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>What boards report, compared with what they are to run.</summary>
internal sealed partial class TaskManager
{
    private void OnReport(TaskReport report, IActorRef sender)
    {
        if (_registry.Find(report.Board) is not { } board || !_host.IsOf(sender, board)) return;
        var tasks = TasksOf(board);
        tasks.Reported = Now;
        tasks.IsSilent = false;
        var reported = new Dictionary<(string Application, string Task, int Index), long>();
        foreach (var application in report.Applications)
        {
            foreach (var replica in application.Replicas)
            {
                reported[(application.Id, replica.Task, replica.Index)] = replica.Incarnation;
                Compare(board, application.Id, replica);
            }
        }

        foreach (var application in _applications.Values)
        {
            foreach (var replica in application.Replicas.Values.Where(replica => replica.Board == board && replica.IsSeen))
            {
                if (reported.GetValueOrDefault((application.Id, replica.Task.Name, replica.Index)) < replica.Incarnation)
                    Lose(application, replica, $"Board {board.Name} does not run it any more.");
            }
        }

        foreach (var stop in _stops.Where(stop => stop.Key.Board == board.Name).ToArray())
        {
            var (_, id, task, index) = stop.Key;
            var running = reported.GetValueOrDefault((id, task, index));
            if (running == 0 || running > stop.Value.Incarnation) _stops.Remove(stop.Key);
        }

        ReturnLeases(board, tasks, [.. report.Applications.SelectMany(application => application.Replicas).Select(replica => replica.Lease)]);
        foreach (var application in report.Applications) ComparePeers(board, application);
        foreach (var application in _applications.Values.ToArray()) Reconcile(application);
        AnswerKillers();
    }

    private void Compare(BoardState board, string id, ReplicaReport report)
    {
        if (!_applications.TryGetValue(id, out var application))
        {
            if (_records.Find(id) is { Killed: true }) Stop(board, id, report.Task, report.Index, report.Incarnation, "The application was killed.", null);
            else board.Agent.Tell(new DescribeApplication(id));
            return;
        }

        if (!application.Replicas.TryGetValue((report.Task, report.Index), out var replica))
        {
            Stop(board, id, report.Task, report.Index, report.Incarnation, "The application has no such replica.", null);
            return;
        }

        if (_stops.TryGetValue((board.Name, id, report.Task, report.Index), out var stop) && stop.Incarnation >= report.Incarnation) return;
        if (report.Incarnation < replica.Incarnation || (replica.Board is { } other && other != board && report.Incarnation == replica.Incarnation))
        {
            Stop(board, id, report.Task, report.Index, report.Incarnation, "The replica runs elsewhere.", null);
            return;
        }

        if (report.Incarnation > replica.Incarnation || replica.Board is null) Adopt(application, replica, board, report);
        replica.Actor = report.Actor;
        if (report.State == TaskState.Failed && replica.State != TaskState.Failed)
            _host.Note(ClusterEventKinds.TaskFailed, EventSeverity.Error, $"{replica.PeerId} of {id} has failed on board {board.Name}: {report.Reason}", id, board.Name);
        (replica.State, replica.Reason, replica.Restarts, replica.Revision, replica.Counts) = (report.State, report.Reason, report.Restarts, report.Revision, report.Counts);
        if (report.State == TaskState.Ready) replica.Avoid = null;
    }

    // Placed by the node manager before this one.
    private void Adopt(TaskApplication application, TaskReplica replica, BoardState board, ReplicaReport report)
    {
        if (replica.Board is not null) Stop(application.Id, replica, "The replica runs elsewhere.");
        _log.Info("{0} of {1} runs on board {2} already.", replica.PeerId, application.Id, board.Name);
        replica.Place(board, new ReplicaNeed(replica.Task.Name, replica.Index, replica.Task.CpuMilli, replica.Task.MemoryBytes, report.Fpga), report.Lease, report.Incarnation, Now);
        if (report is { Fpga: >= 0, Lease: { } lease } && report.Fpga < board.Info.Fpgas.Length) TakeLease(board, report.Fpga, lease);
        _numbers = Math.Max(_numbers, report.Incarnation);
    }

    private void OnDescribed(ApplicationRecord record)
    {
        if (_applications.ContainsKey(record.Id) || _records.Find(record.Id) is { Killed: true }) return;
        _records.Add(record);
        _host.Share(record);
        if (TryRestore(record)) Deploy(_applications[record.Id]);
    }

    private bool TryRestore(ApplicationRecord record)
    {
        ApplicationManifest manifest;
        try
        {
            manifest = record.ReadManifest(_setup.FindNetwork);
        }
        catch (ApplicationPackageException exception)
        {
            _log.Error("Application {0} cannot be restored: {1}", record.Id, exception.Message);
            return false;
        }

        var application = new TaskApplication(record, manifest);
        var wait = _setup.RegistrationGrace > ReportTime ? _setup.RegistrationGrace : ReportTime;
        foreach (var replica in application.Replicas.Values) replica.NotBefore = Now + wait + 2 * _settings.HeartbeatInterval;
        _applications.Add(record.Id, application);
        return true;
    }

    private void ComparePeers(BoardState board, ApplicationReport report)
    {
        if (!_applications.TryGetValue(report.Id, out var application) || report.PeersVersion == application.Peers.Version) return;
        if (report.PeersVersion > application.Peers.Version)
        {
            // Of the node manager before: what comes now has to be newer.
            application.Peers = application.Peers with { Version = report.PeersVersion };
            Publish(application);
        }
        else if (application.Peers.Version > 0)
        {
            board.Agent.Tell(application.Peers);
        }
    }

    private void OnLaunchRefused(LaunchRefused message)
    {
        if (!_applications.TryGetValue(message.Id, out var application) || !application.Replicas.TryGetValue((message.Task, message.Index), out var replica)) return;
        if (replica.Incarnation != message.Incarnation || replica.IsSeen || replica.Board?.Name != message.Board) return;
        replica.Avoid = message.Board;
        Lose(application, replica, $"Board {message.Board} cannot run it: {message.Reason}");
    }
}
