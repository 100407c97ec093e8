using System.Net.Sockets;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>
/// One user program that runs: its process, its connection, what it asks for, and the watch over it. Whatever it does - crashes, hangs, floods, garbage -
/// ends it, with a reason, and nothing else.
/// </summary>
internal abstract partial class ProgramSession : IAsyncDisposable
{
    private readonly TaskCompletionSource<ProgramException?> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly ProgramRequests _deviceRequests;
    private readonly ProgramFpga _fpga;
    private readonly Action<string, string> _log;
    private ProgramSocket? _listener;
    private ProgramProcess? _process;
    private Socket? _socket;
    private ProgramReader? _reader;
    private ProgramWriter? _writer;
    private Task _supervision = Task.CompletedTask;
    private volatile bool _stopping;

    /// <param name="fpga">The FPGA that the program may use; null: none.</param>
    /// <param name="find">Finds bitstream packages for it.</param>
    /// <param name="log">Gets level and line.</param>
    protected ProgramSession(ProgramSettings settings, IAccelerator? fpga, Func<string, BitstreamPackage> find, Action<string, string> log)
    {
        Settings = settings;
        _fpga = new ProgramFpga(fpga, find);
        _log = log;
        _deviceRequests = new ProgramRequests(settings.MaxRequests, 2L * settings.MaxBody);
    }

    /// <summary>Ends when the program's set-up has; fails if that never happens.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Ends when the program has stopped in order; fails with a <see cref="ProgramException"/> when it did not.</summary>
    public Task Completion => _supervision;

    /// <summary>What limits the program, and how; empty before it is started.</summary>
    public string Limits => _process?.Limits ?? "";

    /// <summary>Number of its process.</summary>
    public int ProcessId => _process?.Id ?? 0;

    /// <summary>Whether it was started and greeted.</summary>
    public bool IsRunning { get; private set; }

    protected ProgramSettings Settings { get; }

    private TimeSpan Grace { get; set; }

    protected ProgramReader Reader => _reader!;

    protected ProgramWriter Writer => _writer!;

    /// <summary>Cancelled when the program's end begins.</summary>
    protected CancellationToken Ended => _ended.Token;

    /// <summary>Starts the program and greets it.</summary>
    /// <exception cref="ProgramException">It cannot be started, ended first, or did not greet in time and in order.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the program is ended.</exception>
    public async Task StartAsync(ProgramSource source, WelcomeHeader welcome, CancellationToken cancellationToken)
    {
        try
        {
            _listener = new ProgramSocket(Settings.SocketFolder);
            _process = ProgramProcess.Start(source, Settings, _listener, _log);
            Grace = source.Limits.Grace;
            _log("info", $"Program {source.MainFile} runs as process {_process.Id}; {_process.Limits}.");
            await GreetAsync(welcome with { MaxBody = Settings.MaxBody, MaxRequests = Settings.MaxRequests, DirectFpga = DirectFpga.IsAsked(welcome.Configuration) }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var reason = failure as ProgramException;
            if (failure is ProgramProtocolException or SocketException) reason = new ProgramException($"The program is ended: {failure.Message}", failure);
            _verdict.TrySetResult(reason ?? new ProgramException(failure.Message, failure));
            await DisposeAsync().ConfigureAwait(false);
            if (reason is not null && reason != failure) throw reason;
            throw;
        }

        IsRunning = true;
        _supervision = SuperviseAsync();
        // Whoever waits for nothing but Ready must not leave an exception that nobody has seen.
        _ = _supervision.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Asks the program to stop and waits until it has, with SIGTERM and SIGKILL if it does not.</summary>
    public async Task StopAsync(string reason)
    {
        _stopping = true;
        await TellAsync(ProgramFrameType.Stop, reason).ConfigureAwait(false);
        await _process!.EndAsync(Grace).ConfigureAwait(false);
        _verdict.TrySetResult(null);
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the program by force, unless it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        _process?.Kill();
        _verdict.TrySetResult(null);
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener?.Dispose();
        if (_process is not null) await _process.DisposeAsync().ConfigureAwait(false);
        _socket?.Dispose();
        _writer?.Dispose();
        _ready.TrySetException(new ProgramException("The program was ended."));
        _ = _ready.Task.Exception;
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes a frame that not every program may send; false: this one may not either.</summary>
    protected abstract ValueTask<bool> OnFrameAsync(ProgramFrame frame);

    /// <summary>What is overdue, as a sentence; null: nothing.</summary>
    protected abstract string? FindOverdue();

    /// <summary>The program's end begins: whoever waits for it is to be told.</summary>
    protected abstract void OnEnded(Exception reason);

    /// <summary>What runs beside the reading, until <see cref="Ended"/>.</summary>
    protected virtual IEnumerable<Task> Start() => [_deviceRequests.RunAsync(ServeDeviceAsync, Ended)];

    /// <summary>Ends the program because of what it did or did not do.</summary>
    protected void Fail(string reason) => _verdict.TrySetResult(new ProgramException(reason));

    protected ValueTask AnswerAsync(AnswerHeader answer, ReadOnlyMemory<byte> body = default) =>
        Writer.SendAsync(ProgramFrameType.Answer, answer, ProgramJsonContext.Default.AnswerHeader, body, Ended);

    private async Task GreetAsync(WelcomeHeader welcome, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var greeting = ReceiveHelloAsync(limit.Token);
        var late = Task.Delay(Settings.HelloTimeout, Settings.Time, limit.Token);
        var first = await Task.WhenAny(greeting, _process!.Exited, late).ConfigureAwait(false);
        if (first != greeting)
        {
            await limit.CancelAsync().ConfigureAwait(false);
            await greeting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProgramException(first == late
                ? $"The program did not greet within {Settings.HelloTimeout.TotalSeconds:0.###} s of its start."
                : $"The program did not start. {await _process.DescribeEndAsync().ConfigureAwait(false)}");
        }

        await greeting.ConfigureAwait(false);
        await limit.CancelAsync().ConfigureAwait(false);
        try
        {
            await Writer.SendAsync(ProgramFrameType.Welcome, welcome, ProgramJsonContext.Default.WelcomeHeader, default, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // It has gone between its hello and this: what it said last is still to be read, and says why.
        }
    }

    private async Task ReceiveHelloAsync(CancellationToken cancellationToken)
    {
        _socket = await _listener!.AcceptAsync(cancellationToken).ConfigureAwait(false);
        _writer = new ProgramWriter(_socket);
        // Nobody who has not greeted may make this process hold more than a hello.
        _reader = new ProgramReader(_socket, Settings.MaxBody);
        try
        {
            var frame = await _reader.NextAsync(cancellationToken).ConfigureAwait(false);
            if (frame is null) await _process!.EndAsync(Settings.TerminateGrace).ConfigureAwait(false);
            if (frame is not { } first) throw new ProgramException($"The program ended before its hello. {await _process!.DescribeEndAsync().ConfigureAwait(false)}");
            if (first.Type != ProgramFrameType.Hello || first.BodyLength > 0) throw new ProgramProtocolException($"A {first.Type} frame came before the hello.");
            var hello = ProgramJson.Read(_reader.Header, ProgramJsonContext.Default.HelloHeader, first.Type);
            if (hello.Version != ProgramJson.Version)
                throw new ProgramProtocolException($"The program speaks version {hello.Version} of the protocol, this board version {ProgramJson.Version}. Use the library that came with the board's release.");
            if (!_listener.IsSecret(hello.Secret)) throw new ProgramProtocolException("The hello's secret is wrong; it is in the environment variable FARD_PROGRAM_SECRET.");
        }
        catch (ProgramProtocolException exception)
        {
            await TellAsync(ProgramFrameType.Refuse, exception.Message).ConfigureAwait(false);
            throw;
        }
    }

    // A last word that a program does not read must hold up nobody.
    private async Task TellAsync(ProgramFrameType type, string reason)
    {
        using var limit = new CancellationTokenSource(Settings.TerminateGrace, Settings.Time);
        try
        {
            await Writer.SendAsync(type, new ReasonHeader(reason), ProgramJsonContext.Default.ReasonHeader, default, limit.Token)
                .AsTask().WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It has gone, or does not listen.
        }
    }
}
