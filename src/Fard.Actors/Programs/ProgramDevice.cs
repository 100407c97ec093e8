using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;
using Fard.Hardware.Accelerators;
using Fard.Programs;

namespace Fard.Actors.Programs;

/// <summary>
/// Stands where a JobActor has the DeviceActor of its FPGA, for a position that runs a program: holds the FPGA (with the position's bitstream, if it has
/// one), starts the program with it, and gives the JobActor the program to compute with. Lives as long as the JobActor.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "PostStop is an actor's way to dispose.")]
internal sealed class ProgramDevice : ReceiveActor
{
    private readonly ConfigureJob _job;
    private readonly TaskBoard _board;
    private readonly IActorRef _device;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private IActorRef _jobActor = ActorRefs.Nobody;
    private IJobProgram? _program;
    private bool _wanted;
    private bool _starting;

    public ProgramDevice(ConfigureJob job, TaskBoard board, IActorRef device)
    {
        (_job, _board, _device) = (job, board, device);
        Receive<LoadBitstream>(OnLoad);
        Receive<DeviceReady>(OnDevice);
        Receive<DeviceRefused>(message => Refuse(message.Reason));
        Receive<Started>(OnStarted);
        Receive<ReleaseDevice>(OnRelease);
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    public static Props Props(ConfigureJob job, TaskBoard board, IActorRef device) => Akka.Actor.Props.Create(() => new ProgramDevice(job, board, device));

    protected override void PostStop()
    {
        _stopping.Cancel();
        Release(failed: false);
        _stopping.Dispose();
    }

    private void OnLoad(LoadBitstream message)
    {
        if (!Sender.Equals(_jobActor)) _jobActor = Context.Watch(Sender);
        _wanted = true;
        if (_starting) return;
        _starting = true;
        if (message.Bitstream.Length > 0) _device.Tell(message);
        else _device.Tell(HoldDevice.Instance);
    }

    private void OnDevice(DeviceReady message)
    {
        var (job, board, fpga, log, stopping) = (_job, _board, message.Accelerator, _log, _stopping.Token);
        Task.Run(() => StartAsync(job, board, fpga, log, stopping)).PipeTo(
            Self, success: program => new Started(program, null), failure: exception => new Started(null, exception));
    }

    private void OnStarted(Started message)
    {
        _starting = false;
        _program = message.Program;
        if (message.Failure is { } failure) Refuse($"The program of job {_job.Description.JobName} cannot be started: {(failure is ProgramException ? failure.Message : failure)}");
        else if (_wanted) _jobActor.Tell(new DeviceReady(new ProgramAccelerator(message.Program!, _job.Description.JobName), Reloaded: true));
        else Release(failed: false);
    }

    private void OnRelease(ReleaseDevice message)
    {
        _wanted = false;
        if (!_starting) Release(message.Failed);
    }

    private void Refuse(string reason)
    {
        _starting = false;
        Release(failed: false);
        _jobActor.Tell(new DeviceRefused(reason));
    }

    // The FPGA may be somebody else's only when the program is gone.
    private void Release(bool failed)
    {
        var (program, device, self, log) = (_program, _device, Self, _log);
        _program = null;
        Task.Run(async () =>
        {
            if (program is not null) await program.DisposeAsync();
        }).ContinueWith(
            disposing =>
            {
                if (disposing.Exception is { } exception) log.Warning("A program could not be disposed of: {0}", exception.InnerException!.Message);
                device.Tell(new ReleaseDevice(failed), self);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static async Task<IJobProgram> StartAsync(ConfigureJob job, TaskBoard board, IAccelerator fpga, ILoggingAdapter log, CancellationToken stopping)
    {
        var program = job.Description.Program!;
        var folder = await board.GetFolderAsync(program.Content, stopping);
        var peer = FormattableString.Invariant($"{job.Description.JobName}-{job.Replica}");
        var running = board.RuntimeOf(program.File).CreateJob(new ProgramSource(
            job.Application,
            job.Description.JobName,
            peer,
            folder,
            program.File.Path,
            program.Configuration,
            new ProgramLimits(program.CpuMilli, program.MemoryBytes, board.Settings.StopGrace))
        {
            OwnProcess = program.File.OwnProcess,
        });
        try
        {
            await running.StartAsync(
                new JobContext(
                    job.Application,
                    job.Position,
                    job.PositionCount,
                    job.Replica,
                    job.ImageCount,
                    job.ChunkImages,
                    job.Description.InputBytesPerImage,
                    job.Description.OutputBytesPerImage,
                    program.Configuration,
                    fpga,
                    (level, line) => log.Info("{0} of job {1}: {2}: {3}", peer, job.Job, level, line)),
                stopping);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private sealed record Started(IJobProgram? Program, Exception? Failure) : INoSerializationVerificationNeeded;
}
