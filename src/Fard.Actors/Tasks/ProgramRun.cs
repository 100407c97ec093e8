using System.Diagnostics.CodeAnalysis;
using Fard.Actors.Tasks.Events;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>One start of a task's program: the program beside the pump that hands it its events. Either one's failure ends both.</summary>
/// <param name="ready">Called once, when the program's setup has ended.</param>
[SuppressMessage("Design", "CA1001", Justification = "Its token may be asked for after it has ended; there is nothing behind it to free.")]
internal sealed class ProgramRun(ITaskProgram program, TaskHost host, Action ready)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;
    private string? _failure;

    /// <summary>Why it is ended; null: it was asked to stop, or ends by itself.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Runs the program; ends when it has stopped, with what made it crash or null.</summary>
    public Task<Exception?> Start() => Task.Run(RunAsync);

    /// <summary>Asks the program to stop.</summary>
    public void Cancel()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or AggregateException)
        {
            // It has ended in this moment, or what it registered for its end threw: it is ended all the same.
            _ = exception;
        }
    }

    /// <summary>The program is to end, and that is a crash.</summary>
    public void Fail(string reason) => Interlocked.CompareExchange(ref _failure, reason, null);

    /// <summary>Ends the program by force.</summary>
    public void Abandon()
    {
        Cancel();
        _ = DisposeAsync();
    }

    /// <summary>Asks whether the program lives.</summary>
    public Task CheckAsync() => Task.Run(() => program.CheckAsync(_stopping.Token).AsTask());

    private async Task<Exception?> RunAsync()
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var pump = PumpAsync(ended.Token);
        Exception? failure = null;
        try
        {
            await program.RunAsync(host, OnReady, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It was asked to.
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await ended.CancelAsync();
        var pumped = await pump;
        await DisposeAsync();
        return Failure is { } reason ? new ProgramException(reason) : failure ?? pumped;
    }

    private void OnReady()
    {
        if (_ready.TrySetResult()) ready();
    }

    private async Task<Exception?> PumpAsync(CancellationToken ended)
    {
        try
        {
            await _ready.Task.WaitAsync(ended);
            await host.Inbox.PumpAsync(HandleAsync, ended);
            return null;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // An event that cannot be handled is a crash, as it is for the program itself.
            Fail($"{exception}");
            Cancel();
            return exception;
        }
    }

    // An event with a key that its program refuses is its sender's to know of; the task goes on.
    private async ValueTask HandleAsync(TaskEvent received, KeyedWork? keyed, CancellationToken cancellationToken)
    {
        if (keyed is null)
        {
            await program.HandleAsync(received, cancellationToken);
            return;
        }

        try
        {
            if (program is not IKeyedProgram handler) throw new RefusedEventException("The task is keyed, but its program handles no events with keys.");
            var state = await handler.HandleKeyedAsync(received, keyed.Key, keyed.State, cancellationToken);
            if (state.Length > EventNames.MaxStateBytes) throw new RefusedEventException($"The state of key {keyed.Key} would have {state.Length} bytes; at most {EventNames.MaxStateBytes} are kept.");
            keyed.Done.TrySetResult(state);
        }
        catch (Exception exception)
        {
            keyed.Done.TrySetException(exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? new ProgramException("The task has stopped.")
                : new RefusedEventException(exception.Message, exception));
            if (exception is OperationCanceledException) throw;
        }
    }

    private async Task DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        try
        {
            await program.DisposeAsync();
        }
        catch (Exception exception)
        {
            host.Log("error", $"It could not be disposed of: {exception.Message}");
        }
    }
}
