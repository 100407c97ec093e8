using System.Threading.Tasks.Sources;

namespace Fard.Actors.DataPlane;

/// <summary>An auto-reset event for one asynchronous waiter that allocates nothing per wait. The waiter looks at its condition again each time.</summary>
/// <param name="inline">Whether the waiter goes on in the thread that sets the signal: a thread switch less, for waiters that soon wait again.</param>
/// <remarks>Otherwise the signal is the thread pool's work item itself, because one that is made for a continuation would be allocated each time.</remarks>
internal sealed class AsyncSignal(bool inline = false) : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private Exception? _failure;
    private bool _failing;
    private bool _set;
    private bool _waiting;

    /// <summary>Waits for <see cref="Set"/>; fails for good after <see cref="Fail"/>.</summary>
    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (_failure is not null) return ValueTask.FromException(_failure);
            if (_set)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            if (_waiting) throw new InvalidOperationException("A signal has one waiter.");
            _core.Reset();
            _waiting = true;
            return new ValueTask(this, _core.Version);
        }
    }

    public void Set()
    {
        lock (_gate)
        {
            if (!_waiting)
            {
                _set = true;
                return;
            }

            _waiting = false;
        }

        Release();
    }

    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            if (!_waiting) return;
            _waiting = false;
            _failing = true;
        }

        Release();
    }

    void IThreadPoolWorkItem.Execute() => Resume();

    private void Release()
    {
        if (inline) Resume();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private void Resume()
    {
        if (_failing) _core.SetException(_failure!);
        else _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
