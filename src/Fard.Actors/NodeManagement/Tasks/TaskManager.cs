using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>
/// The part of the node manager that runs tasks: knows which replicas there are to be, gives them boards, and compares that with what boards report. It runs in the
/// node manager's actor, because both give the same boards away.
/// </summary>
/// <remarks>
/// Nothing here depends on one message: what a board was told is told again until its report shows it, and what a report shows and should not be is stopped.
/// A node manager that takes over begins with the records that every head keeps and with what boards report.
/// </remarks>
internal sealed partial class TaskManager
{
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(1);

    private readonly HeadSetup _setup;
    private readonly BoardRegistry _registry;
    private readonly ApplicationRecords _records;
    private readonly ITaskManagerHost _host;
    private readonly ILoggingAdapter _log;
    private readonly TaskSettings _settings;
    private readonly Dictionary<string, TaskApplication> _applications = [];
    private readonly List<(ITaskManagerMessage Message, IActorRef Sender)> _deferred = [];
    private readonly Dictionary<string, List<IActorRef>> _killers = [];
    private long _numbers;

    public TaskManager(HeadSetup setup, BoardRegistry boards, ITaskManagerHost host, ILoggingAdapter log)
    {
        (_setup, _registry, _host, _log, _settings) = (setup, boards, host, log, setup.Tasks);
        _records = setup.Records ?? new ApplicationRecords(setup.Tasks.Remembered);
    }

    private DateTimeOffset Now => _settings.Time.GetUtcNow();

    /// <summary>Takes over what the heads know: boards that run it are about to report.</summary>
    public void Start()
    {
        foreach (var record in _records.All)
        {
            if (record.Killed) _host.Remove(record.Id);
            else TryRestore(record);
        }
    }

    public void Receive(ITaskManagerMessage message, IActorRef sender)
    {
        switch (message)
        {
            case SendApplication send:
                OnSend(send, sender);
                break;
            case TasksReserved reserved:
                OnReserved(reserved);
                break;
            case TasksNotReserved refused:
                OnNotReserved(refused);
                break;
            case LaunchRefused refused:
                OnLaunchRefused(refused);
                break;
            case TaskReport report:
                OnReport(report, sender);
                break;
            case ApplicationDescribed described:
                OnDescribed(described.Record);
                break;
            case KillApplication kill:
                OnKill(kill, sender);
                break;
            case RestartApplication restart:
                OnRestart(restart, sender);
                break;
            case SetOutputCollection collection:
                OnSetOutput(collection, sender);
                break;
            case GetTasks get:
                OnGetTasks(get, sender);
                break;
            case GetPeers get:
                OnGetPeers(get, sender);
                break;
        }
    }

    private void OnSetOutput(SetOutputCollection message, IActorRef sender)
    {
        if (FindOrRefuse(message.Id, sender) is not { } application) return;
        if (application.Record.CollectsOutput != message.Collect)
        {
            Change(application, application.Record with { CollectsOutput = message.Collect });
            Publish(application);
        }

        sender.Tell(new OutputCollectionSet(message.Id, message.Collect));
    }

    private void OnGetTasks(GetTasks message, IActorRef sender)
    {
        ImmutableArray<ReplicaStatus> tasks = [];
        if (message.Id.Length > 0)
        {
            if (FindOrRefuse(message.Id, sender) is not { } application) return;
            tasks = [.. application.Replicas.Values.OrderBy(replica => replica.Task.Name, StringComparer.Ordinal).ThenBy(replica => replica.Index).Select(replica => replica.ToStatus())];
        }

        sender.Tell(new TaskList([.. _applications.Values.Select(application => application.ToSummary()).OrderBy(summary => summary.Id, StringComparer.Ordinal)], tasks));
    }

    // Also replicas that are no peers any more: their output is still to be had.
    private void OnGetPeers(GetPeers message, IActorRef sender)
    {
        if (FindOrRefuse(message.Id, sender) is not { } application) return;
        sender.Tell(new ApplicationPeers(message.Id, application.Peers.Version, application.Record.CollectsOutput, [.. application.Replicas.Values.Where(replica => replica.IsSeen).Select(ToEntry)]));
    }

    private void OnKill(KillApplication message, IActorRef sender)
    {
        if (!_applications.Remove(message.Id, out var application))
        {
            if (_killers.TryGetValue(message.Id, out var waiting)) waiting.Add(sender);
            else if (_records.Find(message.Id) is { Killed: true }) sender.Tell(new ApplicationKilled(message.Id));
            else Refuse(message.Id, sender);
            return;
        }

        if (application.Launch is { } launch) GiveUp(application, launch, "The application was killed.");
        foreach (var asker in application.Roll?.Askers ?? []) asker.Tell(new TasksRefused(message.Id, "The application was killed."));
        Change(application, application.Record with { Killed = true });
        foreach (var replica in application.Replicas.Values) Stop(application.Id, replica, "The application was killed.");
        _host.Remove(message.Id);
        _log.Info("Application {0} is killed.", message.Id);
        _host.Note(ClusterEventKinds.ApplicationKilled, EventSeverity.Information, $"Application {message.Id} is killed.", message.Id, "");
        _killers.Add(message.Id, [sender]);
        DropUnlessUsed(application.Record.Content);
        AnswerKillers();
    }

    private void AnswerKillers()
    {
        foreach (var (id, killers) in _killers.ToArray())
        {
            if (_stops.Keys.Any(stop => stop.Application == id)) continue;
            _killers.Remove(id);
            foreach (var killer in killers) killer.Tell(new ApplicationKilled(id));
        }
    }

    private TaskApplication? FindOrRefuse(string id, IActorRef asker)
    {
        if (_applications.TryGetValue(id, out var application) && application.Launch is null) return application;
        Refuse(id, asker);
        return null;
    }

    private void Refuse(string id, IActorRef asker) => asker.Tell(new TasksRefused(
        id,
        _records.Find(id) is { Killed: true } ? $"Application {id} was killed."
            : _applications.ContainsKey(id) ? $"Application {id} is still being launched."
            : $"There is no application {id}; {(_applications.Count == 0 ? "none runs" : $"there are {string.Join(", ", _applications.Keys.Order(StringComparer.Ordinal))}")}."));

    private void DropUnlessUsed(string content)
    {
        if (_applications.Values.All(application => application.Record.Content != content)) _host.Drop(content);
    }

    private void Change(TaskApplication application, ApplicationRecord record)
    {
        application.Record = record with { Change = record.Change + 1 };
        _records.Add(application.Record);
        _host.Share(application.Record);
    }

    // Later than any number that another node manager has given, as far as clocks agree; boards stop whatever has an earlier one.
    private long NextNumber() => _numbers = Math.Max(_numbers + 1, Now.ToUnixTimeMilliseconds());

    private static string PipelineName(TaskApplication application, ApplicationDescription pipeline) =>
        application.Manifest.Pipelines.Length == 1 ? application.Id : $"{application.Id}.{pipeline.Name}";

    private static PeerEntry ToEntry(TaskReplica replica) => new(replica.PeerId, replica.Task.Name, replica.Board!.Name, replica.Incarnation, replica.Actor!);
}

/// <summary>What the node manager does for the part of it that runs tasks.</summary>
internal interface ITaskManagerHost
{
    /// <summary>Whether boards may still register that were there before this node manager.</summary>
    bool BoardsMayCome { get; }

    /// <summary>FPGAs have come free.</summary>
    void LeasesReturned();

    /// <summary>Tells the other heads of an instance.</summary>
    void Share(ApplicationRecord record);

    /// <summary>Lets jobs be sent to a pipeline of an instance.</summary>
    void Deploy(ApplicationDescription pipeline);

    /// <summary>Lets no job be sent to any pipeline of an instance any more.</summary>
    void Remove(string application);

    /// <summary>Tells people what has happened.</summary>
    void Note(string kind, EventSeverity severity, string text, string application, string board);

    /// <summary>No instance needs these files any more.</summary>
    void Drop(string content);

    /// <summary>Gives a message back after a time.</summary>
    void StartTimer(TaskManager.ReserveOverdue message, TimeSpan after);

    /// <summary>Whether an actor is one of the board's member.</summary>
    bool IsOf(IActorRef actor, BoardState board);
}
