using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Client;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

/// <summary>
/// A cluster that follows a script: boards of several kinds, one of them broken, and jobs that move on when <see cref="Advance"/> is called. Its figures are
/// made up.
/// </summary>
internal sealed partial class ScriptedCluster : IClusterView
{
    private const string Head = "akka.tcp://fard@127.0.0.1:4053";
    private const int BusyRate = 950;

    private static readonly ImmutableArray<double> BusyByPosition = [0.97, 0.41, 0.22];

    private readonly Lock _lock = new();
    private readonly List<ScriptedFpga> _boards;
    private readonly List<ScriptedJob> _jobs = [];
    private readonly List<ClusterEvent> _events = [];
    private readonly List<LogEntry> _logs = [];
    private DateTimeOffset _now;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="now">When it begins.</param>
    public ScriptedCluster(DateTimeOffset now)
    {
        _now = now;
        _boards =
        [
            new ScriptedFpga("bench-a", "emulated", "cnvW2A2-cifar10@0..5", 48.2, 88.9),
            new ScriptedFpga("bench-b", "emulated", "cnvW2A2-cifar10@6..8", 22.4, 52.1),
            new ScriptedFpga("rack-1", "emulated", "cnvW1A1-cifar10@0..1", 21.7, 14.3),
            new ScriptedFpga("rack-2", "emulated", "cnvW1A1-cifar10@0..1", 21.7, 14.3),
            new ScriptedFpga("rack-3", "emulated", "cnvW1A1-cifar10@2..3", 31.5, 40),
            new ScriptedFpga("rack-4", "hls-csim", "cnvW1A1-cifar10@4..8", 38, 61.4),
            new ScriptedFpga("rack-5", "rtl", "", 0, 0) { Leaving = true },
            new ScriptedFpga("rack-6", "emulated", "lfcW1A1-mnist@0..3", 47, 78) { Fault = "The device hung: no run ended for 10 s. It is configured anew and tested every 4 s." },
        ];
        Say(ClusterEventKinds.NodeManagerStarted, EventSeverity.Information, "The node manager started on 127.0.0.1:4053.");
        foreach (var board in _boards) Say(ClusterEventKinds.BoardJoined, EventSeverity.Information, $"Board {board.Name} registered.", board: board.Name);
        Say(ClusterEventKinds.BoardUnhealthy, EventSeverity.Warning, "Board rack-6 is unhealthy: the device hung.", board: "rack-6");
        Say(ClusterEventKinds.ApplicationDeployed, EventSeverity.Information, "wide_app version 3 was deployed.", application: "wide_app");
    }

    /// <summary>Whether nobody answers.</summary>
    public bool IsLost { get; set; }

    public ImmutableArray<ApplicationDescription> Applications { get; init; } = [ScriptedApplications.Digits, ScriptedApplications.TwoStage, ScriptedApplications.Wide];

    /// <summary>Submits a job; it begins with the next step, or waits for its boards.</summary>
    public JobId Submit(ApplicationDescription application, int images, string client = "tests")
    {
        lock (_lock)
        {
            var job = new ScriptedJob(JobId.New(), application, client, images, _now);
            _jobs.Add(job);
            Say(ClusterEventKinds.JobSubmitted, EventSeverity.Information, $"{client} submitted {images.ToString(CultureInfo.InvariantCulture)} images to {application.Name}.", job.Id, application.Name);
            return job.Id;
        }
    }

    /// <summary>A job of one image, from beginning to end; false: its boards are not free.</summary>
    public bool Run(ApplicationDescription application, JobId id)
    {
        lock (_lock)
        {
            var job = new ScriptedJob(id, application, "gateway", 1, _now);
            TryPlace(job);
            if (!job.IsRunning) return false;
            _jobs.Add(job);
            job.Advance(TimeSpan.FromMilliseconds(1.5), 1000, BusyByPosition);
            job.End(JobOutcome.Done, _now.AddMilliseconds(352));
            return true;
        }
    }

    /// <summary>Lets some time of the script pass.</summary>
    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
            foreach (var job in _jobs.Where(job => job.IsQueued)) TryPlace(job);
            foreach (var job in _jobs.Where(job => job.IsRunning).ToArray())
            {
                if (!job.Advance(time, job.Application.Name == "wide_app" ? BusyRate : 0.81 * BusyRate, BusyByPosition)) continue;
                job.End(JobOutcome.Done, _now);
                Say(ClusterEventKinds.JobDone, EventSeverity.Information, $"The client has every result of {job.Application.Name}.", job.Id, job.Application.Name);
            }
        }
    }

    /// <summary>A running job fails.</summary>
    public void Fail(JobId id, string reason) => Change(() => End(id, JobOutcome.Failed, JobFailure.BoardLost, reason, ClusterEventKinds.JobFailed, EventSeverity.Error));

    /// <summary>A line in a member's log.</summary>
    public void Log(string level, string board, string message, JobId? job = null) => Change(() => AddLog(level, board, message, job));

    public void Announce(string kind, EventSeverity severity, string text, JobId? job = null) => Change(() => Say(kind, severity, text, job));

    private void TryPlace(ScriptedJob job)
    {
        var free = job.Application.Slots.Select(slot => (slot.Replica, job.Application.Positions[slot.Position].Bitstream))
            .Select(slot => _boards.Where(board => board is { Lease: null, Fault: "", Leaving: false, Reachable: true } && board.Loaded == slot.Bitstream).Skip(slot.Replica).FirstOrDefault())
            .ToArray();
        if (free.Any(board => board is null)) return;
        job.Place([.. free!], _now);
        Say(ClusterEventKinds.JobStarted, EventSeverity.Information, $"Every position of {job.Application.Name} was started.", job.Id, job.Application.Name);
        foreach (var board in job.Boards) AddLog("Info", board.Name, $"Computes {board.Loaded}.", job.Id);
    }

    private bool End(JobId id, JobOutcome outcome, JobFailure failure, string reason, string kind, EventSeverity severity)
    {
        if (_jobs.FirstOrDefault(job => job.Id == id && job.Outcome == JobOutcome.None) is not { } job) return false;
        job.End(outcome, _now, failure, reason);
        Say(kind, severity, reason, id, job.Application.Name);
        AddLog("Warning", job.Boards.FirstOrDefault()?.Name ?? "", reason, id);
        return true;
    }

    private void Change(Action change)
    {
        lock (_lock) change();
    }

    private void Say(string kind, EventSeverity severity, string text, JobId? job = null, string application = "", string board = "")
    {
        _events.Add(new ClusterEvent(_events.Count + 1, _now, kind, severity, text) { Job = job, Application = application, Board = board });
        Signal();
    }

    private void AddLog(string level, string board, string message, JobId? job)
    {
        _logs.Add(new LogEntry(_now, board.Length == 0 ? Head : "akka.tcp://fard@127.0.0.1:41001", board, level, "akka://fard/user/board", message) { Job = job });
        Signal();
    }

    private void Signal()
    {
        var news = _news;
        _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        news.SetResult();
    }

    private async IAsyncEnumerable<T> FollowAsync<T>(List<T> list, int from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            T[] next;
            Task news;
            lock (_lock) (next, news) = ([.. list.Skip(from)], _news.Task);
            foreach (var one in next) yield return one;
            from += next.Length;
            await news.WaitAsync(cancellationToken);
        }
    }
}
