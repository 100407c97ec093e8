using System.Net.Sockets;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>Reading, watching and ending.</summary>
internal abstract partial class ProgramSession
{
    private async Task SuperviseAsync()
    {
        Task[] parts = [ReadAsync(), WatchExitAsync(), WatchTimeAsync(), .. Start()];
        var verdict = await _verdict.Task.ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        OnEnded(verdict ?? new ProgramException("The program has stopped."));
        if (verdict is not null) await TellAsync(ProgramFrameType.Refuse, verdict.Message.Length > 2000 ? verdict.Message[..2000] : verdict.Message).ConfigureAwait(false);
        await _process!.EndAsync(verdict is null ? Grace : TimeSpan.Zero).ConfigureAwait(false);
        _socket!.Dispose();
        foreach (var part in parts) await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ready.TrySetException(verdict ?? new ProgramException("The program stopped before its set-up had ended."));
        _ = _ready.Task.Exception;
        if (verdict is not null) throw verdict;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await Reader.NextAsync(Ended).ConfigureAwait(false) is { } frame)
            {
                if (!await OnAnyFrameAsync(frame).ConfigureAwait(false)) return;
            }
        }
        catch (ProgramProtocolException exception)
        {
            Fail($"The program does not keep to the protocol and is ended: {exception.Message}");
            return;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is lost, or the end has begun: the process says more.
        }
        catch (Exception failure)
        {
            Fail($"The board could not go on with the program: {failure.Message}");
            return;
        }

        await SayHowItEndedAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> OnAnyFrameAsync(ProgramFrame frame)
    {
        if (frame.BodyLength > 0 && frame.Type is not (ProgramFrameType.Fire or ProgramFrameType.Output or ProgramFrameType.Run or ProgramFrameType.ChunkDone))
            throw new ProgramProtocolException($"A {frame.Type} frame has a body of {frame.BodyLength} bytes; it has none.");
        switch (frame.Type)
        {
            case ProgramFrameType.Ready:
                _ready.TrySetResult();
                return true;
            case ProgramFrameType.Log:
                var line = ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.LogHeader, frame.Type);
                _process!.Log(line.Level is "debug" or "warning" or "error" ? line.Level : "info", line.Line);
                return true;
            case ProgramFrameType.Load:
                await _deviceRequests.AddAsync(Reader, frame, ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.LoadHeader, frame.Type), Ended).ConfigureAwait(false);
                return true;
            case ProgramFrameType.Run:
                await _deviceRequests.AddAsync(Reader, frame, ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.RunHeader, frame.Type), Ended).ConfigureAwait(false);
                return true;
            case ProgramFrameType.Crash:
                var crash = ProgramJson.Read(Reader.Header, ProgramJsonContext.Default.CrashHeader, frame.Type);
                Fail($"The program crashed: {crash.Message}{(crash.Traceback.Length > 0 ? $"\n{crash.Traceback.TrimEnd()}" : "")}");
                return false;
            case ProgramFrameType.Stopped:
                _verdict.TrySetResult(null);
                return false;
            default:
                if (!await OnFrameAsync(frame).ConfigureAwait(false)) throw new ProgramProtocolException($"A {frame.Type} frame, which is not for this program to send now.");
                return true;
        }
    }

    private async ValueTask ServeDeviceAsync(ProgramRequest request)
    {
        var id = request.Header is LoadHeader load ? load.Id : ((RunHeader)request.Header).Id;
        try
        {
            if (request.Header is RunHeader run)
                await AnswerAsync(new AnswerHeader(run.Id), await _fpga.RunAsync(run, request.Body, Settings.MaxBody, Ended).ConfigureAwait(false)).ConfigureAwait(false);
            else
                await AnswerAsync(await _fpga.LoadAsync((LoadHeader)request.Header, Ended).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AcceleratorException or BitstreamPackageException or IOException)
        {
            await AnswerAsync(new AnswerHeader(id) { Error = failure.Message }).ConfigureAwait(false);
        }
    }

    // A child of the program may hold the connection open after it.
    private async Task WatchExitAsync()
    {
        await _process!.Exited.WaitAsync(Ended).ConfigureAwait(false);
        await Task.Delay(Settings.TerminateGrace, Settings.Time, Ended).ConfigureAwait(false);
        await SayHowItEndedAsync().ConfigureAwait(false);
    }

    private async Task SayHowItEndedAsync()
    {
        if (_verdict.Task.IsCompleted) return;
        await _process!.EndAsync(_stopping ? Grace : Settings.TerminateGrace).ConfigureAwait(false);
        if (_stopping) _verdict.TrySetResult(null);
        else Fail($"The program ended before it was asked to. {await _process.DescribeEndAsync().ConfigureAwait(false)}");
    }

    private async Task WatchTimeAsync()
    {
        var started = Settings.Time.GetTimestamp();
        using var timer = new PeriodicTimer(Settings.BeatInterval, Settings.Time);
        while (await timer.WaitForNextTickAsync(Ended).ConfigureAwait(false))
        {
            if (_stopping) continue;
            var overdue = _ready.Task.IsCompleted ? FindOverdue()
                : Settings.Time.GetElapsedTime(started) > Settings.SetupTimeout ? $"its set-up did not end within {Settings.SetupTimeout.TotalSeconds:0.###} s"
                : null;
            if (overdue is not null) Fail($"The program hangs: {overdue}. It is ended.");
        }
    }
}
