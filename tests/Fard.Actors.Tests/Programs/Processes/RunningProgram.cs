using Fard.Actors.Programs.Processes;
using Fard.Actors.Tests.TestBoards;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>A task's program that runs from a folder of its own.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>Long enough for a machine with much else to do.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;

    private RunningProgram(string folder, TestContext context, ProcessTaskProgram program)
    {
        _folder = folder;
        Context = context;
        Program = program;
        Running = program.RunAsync(context, () => _ready.TrySetResult(), _stopping.Token);
    }

    public TestContext Context { get; }

    public ProcessTaskProgram Program { get; }

    public Task Running { get; }

    /// <summary>Starts a Python program that uses the package <c>fard</c>.</summary>
    public static RunningProgram Start(string source, ProgramSettings? settings = null, Func<string, TestContext>? context = null, ProgramLimits? limits = null) =>
        Start("main.py", source, settings, context, limits);

    /// <summary>Starts a script that speaks the protocol itself, as a program in another language would.</summary>
    public static RunningProgram StartScript(string source, ProgramSettings? settings = null, Func<string, TestContext>? context = null) =>
        Start("main", $"#!/usr/bin/env python3\n{source}", settings, context, null);

    /// <summary>No limits, and time to stop.</summary>
    public static ProgramLimits Unlimited { get; } = new(0, 0, TimeSpan.FromSeconds(5));

    /// <summary>A program that has not been started.</summary>
    public static ProcessTaskProgram Create(string folder, string file, ProgramSettings settings, ProgramLimits limits) =>
        (ProcessTaskProgram)new ProcessRuntime(settings, reference => TinyNetwork.Package(reference, TinyNetwork.BoardType))
            .CreateTask(new ProgramSource("traffic-1", "camera", "camera-0", folder, file, "{}", limits));

    private static RunningProgram Start(string file, string source, ProgramSettings? settings, Func<string, TestContext>? context, ProgramLimits? limits)
    {
        var folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, source);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new RunningProgram(
            folder, context?.Invoke(folder) ?? new TestContext(folder), Create(folder, file, settings ?? new ProgramSettings(), limits ?? Unlimited));
    }

    public async Task<RunningProgram> ReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, Running).WaitAsync(Patience);
        await first;
        _ready.Task.IsCompleted.ShouldBeTrue(Context.LogText);
        return this;
    }

    /// <summary>What the program is ended with.</summary>
    public async Task<string> FailureAsync() => (await Should.ThrowAsync<ProgramException>(() => Running.WaitAsync(Patience))).Message;

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Running.WaitAsync(Patience);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task EventuallyAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!condition()) await timer.WaitForNextTickAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Running.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Program.DisposeAsync();
        _stopping.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public ValueTask HandleAsync(string name, string json) => Program.HandleAsync(
        new TaskEvent(name, "traffic-1/report-0", "report", EventScope.Task, new EventPayload(true, System.Text.Encoding.UTF8.GetBytes(json))), CancellationToken.None);
}
