namespace Fard.Programs;

/// <summary>
/// One user program behind a TaskActor, whatever it is written in: a C# class in this process or another, or a Python process. It calls
/// <see cref="ITaskContext"/> and is told of events.
/// </summary>
public interface ITaskProgram : IAsyncDisposable
{
    /// <summary>
    /// Sets the program up and runs it until it stops by itself, or <paramref name="stopping"/> asks it to; returns when it has stopped. An exception is a
    /// crash: its message is what a person is to read (for Python, the traceback).
    /// </summary>
    /// <param name="ready">Called once, when setup has ended and the task may get events.</param>
    Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping);

    /// <summary>An event for the task; called one at a time, in the order of each sender. Awaited before the next is given, so a slow task fills its own queue.</summary>
    ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken);

    /// <summary>Whether the program lives: ends soon if it does. Called at intervals while it is ready; one that does not answer is started again.</summary>
    ValueTask CheckAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
