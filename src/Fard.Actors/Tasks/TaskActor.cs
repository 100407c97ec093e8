using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>
/// One replica of a task on its board: gets the application's files and its FPGA, runs the program, starts it again after a crash, hands it its events and
/// keeps its output, until it is told to stop.
/// </summary>
/// <remarks>
/// <code>
/// Launching --files, FPGA--> Starting --ready--> Ready --crash--> Restarting --back-off--> Starting
///     any --StopTask--> Stopping --program ended, or by force--> gone
/// </code>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "PostStop is an actor's way to dispose.")]
internal sealed partial class TaskActor : ReceiveActor, IWithTimers
{
    private readonly LaunchTask _launch;
    private readonly TaskDescription _task;
    private readonly TaskBoard _board;
    private readonly IActorRef? _device;
    private readonly TaskHost _host;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _gone = new();
    private TaskState _state = TaskState.Launching;
    private string _reason = "";
    private ProgramRun? _run;
    private int _runs;
    private int _restarts;
    private int _crashes;
    private TaskFpga? _fpga;
    private bool _stopping;

    public TaskActor(LaunchTask launch, TaskDescription task, TaskBoard board, string boardName, PeerTable peers, IActorRef? device, IActorRef keys)
    {
        (_launch, _task, _board, _device) = (launch, task, board, device);
        _host = new TaskHost(launch, task, boardName, peers, board.Settings, Self, _log, keys);
        Receive<Fetched>(OnFetched);
        Receive<DeviceReady>(OnDevice);
        Receive<DeviceRefused>(message => Crash(message.Reason));
        Receive<ProgramReady>(OnReady);
        Receive<ProgramEnded>(OnEnded);
        Receive<StartAgain>(_ => Prepare());
        Receive<StopTask>(message => Stop(message.Reason));
        ReceiveTimers();
        ReceivePeers();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TaskSettings Settings => _board.Settings;

    public static Props Props(LaunchTask launch, TaskDescription task, TaskBoard board, string boardName, PeerTable peers, IActorRef? device, IActorRef keys) =>
        Akka.Actor.Props.Create(() => new TaskActor(launch, task, board, boardName, peers, device, keys));

    protected override void PreStart() => Prepare();

    protected override void PostStop()
    {
        _gone.Cancel();
        _host.Close();
        _run?.Abandon();
        ReleaseFpga();
        _gone.Dispose();
    }

    private void Prepare()
    {
        SetState(TaskState.Launching, _reason);
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(_runs, "It did not get its files and its FPGA within", Settings.LaunchTimeout), Settings.LaunchTimeout);
        var (runs, content, board, gone) = (_runs, _launch.Record.Content, _board, _gone.Token);
        Task.Run(() => board.GetFolderAsync(content, gone)).PipeTo(
            Self, success: folder => new Fetched(runs, folder, null), failure: exception => new Fetched(runs, "", exception));
    }

    private void OnFetched(Fetched message)
    {
        if (message.Run != _runs || _state != TaskState.Launching) return;
        if (message.Failure is { } failure)
        {
            Crash($"The files of {_launch.Record.Id} cannot be had: {failure.Message}");
            return;
        }

        _host.Folder = message.Folder;
        if (_device is null || _fpga is not null) Start();
        else _device.Tell(HoldDevice.Instance);
    }

    private void OnDevice(DeviceReady message)
    {
        _fpga = new TaskFpga(message.Accelerator);
        _host.Fpga = _fpga;
        if (_stopping) ReleaseFpga();
        else if (_state == TaskState.Launching) Start();
    }

    private void Start()
    {
        Timers.Cancel(nameof(Overdue));
        ITaskProgram program;
        try
        {
            program = _board.RuntimeOf(_task.Program).CreateTask(Source());
        }
        catch (Exception exception)
        {
            Crash(exception is ProgramException ? exception.Message : $"{exception}");
            return;
        }

        SetState(TaskState.Starting, _reason);
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(_runs, "Its setup did not end within", Settings.SetupTimeout), Settings.SetupTimeout);
        _host.Begin();
        var (self, runs) = (Self, _runs);
        _run = new ProgramRun(program, _host, () => self.Tell(new ProgramReady(runs)));
        _run.Start().PipeTo(self, success: failure => new ProgramEnded(runs, failure), failure: exception => new ProgramEnded(runs, exception));
    }

    private ProgramSource Source() => new(
        _launch.Record.Id,
        _task.Name,
        _launch.Need.PeerId,
        _host.Folder,
        _task.Program.Path,
        _task.Configuration,
        new ProgramLimits(_task.CpuMilli, _task.MemoryBytes, Settings.StopGrace))
    {
        OwnProcess = _task.Program.OwnProcess,
    };

    private void OnReady(ProgramReady message)
    {
        if (message.Run != _runs || _state != TaskState.Starting) return;
        Timers.Cancel(nameof(Overdue));
        Timers.StartSingleTimer(nameof(CrashesForgotten), CrashesForgotten.Instance, Settings.RestartReset);
        Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, Settings.HeartbeatInterval);
        SetState(TaskState.Ready, "");
    }

    private void OnEnded(ProgramEnded message)
    {
        if (message.Run != _runs || _run is null) return;
        _run = null;
        _host.Inbox.Clear();
        if (_stopping)
        {
            Context.Stop(Self);
            return;
        }

        if (message.Failure is { } failure) Crash(failure is ProgramException ? failure.Message : $"{failure}");
        else if (_task.Restart == RestartPolicy.Always) Again("It ended by itself.", crashed: false);
        else Finish(TaskState.Ended, "Its program ended by itself.");
    }

    private void Crash(string reason)
    {
        _log.Error("{0} of {1} crashed: {2}", _launch.Need.PeerId, _launch.Record.Id, reason);
        if (_stopping) Context.Stop(Self);
        else if (_task.Restart == RestartPolicy.Never || _crashes >= _task.MaxRestarts) Finish(TaskState.Failed, reason);
        else Again(reason, crashed: true);
    }

    private void Again(string reason, bool crashed)
    {
        CancelTimers();
        // A device that failed is probed before it is held again.
        ReleaseFpga();
        _runs++;
        _restarts++;
        var wait = Settings.RestartBackoff * Math.Pow(2, Math.Min(_crashes, 30));
        if (crashed) _crashes++;
        SetState(TaskState.Restarting, reason);
        Timers.StartSingleTimer(nameof(StartAgain), StartAgain.Instance, wait < Settings.RestartBackoffMax ? wait : Settings.RestartBackoffMax);
    }

    private void Finish(TaskState state, string reason)
    {
        CancelTimers();
        ReleaseFpga();
        SetState(state, reason);
    }

    private void Stop(string reason)
    {
        if (_stopping) return;
        _stopping = true;
        CancelTimers();
        SetState(TaskState.Stopping, reason);
        if (_run is null)
        {
            Context.Stop(Self);
            return;
        }

        End(_run);
    }

    // What it loaded is nobody else's: the next one loads anew.
    private void ReleaseFpga()
    {
        if (_device is not { } device) return;
        var (fpga, self) = (_fpga, Self);
        (_fpga, _host.Fpga) = (null, null);
        if (fpga is null)
        {
            device.Tell(new ReleaseDevice(Failed: true), self);
            return;
        }

        fpga.CloseAsync().ContinueWith(
            _ => device.Tell(new ReleaseDevice(Failed: true), self), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void SetState(TaskState state, string reason)
    {
        (_state, _reason) = (state, reason);
        Context.Parent.Tell(new TaskChanged(_launch, state, reason, _restarts, _host));
    }

    private sealed record Fetched(int Run, string Folder, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record ProgramReady(int Run) : INoSerializationVerificationNeeded;

    private sealed record ProgramEnded(int Run, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record StartAgain : INoSerializationVerificationNeeded
    {
        public static readonly StartAgain Instance = new();
    }
}

/// <summary>TaskActor to its TaskAgent: where the replica stands now.</summary>
internal sealed record TaskChanged(LaunchTask Launch, TaskState State, string Reason, int Restarts, TaskHost Host) : INoSerializationVerificationNeeded;
