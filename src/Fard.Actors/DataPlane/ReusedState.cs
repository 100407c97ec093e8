using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Fard.Actors.DataPlane;

/// <summary>A suspended call of an asynchronous method.</summary>
internal abstract class ReusedState<TResult> : IValueTaskSource, IValueTaskSource<TResult>
{
    private readonly Action _moveNext;
    private ManualResetValueTaskSourceCore<TResult> _core;
    private ExecutionContext? _context;

    protected ReusedState() => _moveNext = MoveNext;

    public short Version => _core.Version;

    public void SetResult(TResult result) => _core.SetResult(result);

    public void SetException(Exception exception) => _core.SetException(exception);

    /// <summary>What to call when the method can go on; it does so with the values of <see cref="AsyncLocal{T}"/> of now.</summary>
    public Action Suspend()
    {
        _context = ExecutionContext.Capture();
        return _moveNext;
    }

    /// <summary>Goes on with the method.</summary>
    protected abstract void Resume();

    /// <summary>The caller has the result: the state is free for another call.</summary>
    protected abstract void Recycle();

    private void MoveNext()
    {
        var context = _context;
        if (context is null) Resume();
        else ExecutionContext.Run(context, static state => ((ReusedState<TResult>)state!).Resume(), this);
    }

    void IValueTaskSource.GetResult(short token) => Take(token);

    TResult IValueTaskSource<TResult>.GetResult(short token) => Take(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private TResult Take(short token)
    {
        // Of a token that is not this call's, the exception comes before anything is given back.
        var isOwn = _core.GetStatus(token) != ValueTaskSourceStatus.Pending;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            if (isOwn)
            {
                _core.Reset();
                _context = null;
                Recycle();
            }
        }
    }
}

/// <summary>
/// The states of one asynchronous method. As many are kept as were ever in use at once, up to <see cref="MostKept"/>, so that in steady state none is
/// allocated, whatever the threads on which calls begin and end.
/// </summary>
internal sealed class ReusedState<TStateMachine, TResult> : ReusedState<TResult>
    where TStateMachine : IAsyncStateMachine
{
    private const int MostKept = 1024;

    private static readonly Lock Gate = new();
    private static ReusedState<TStateMachine, TResult>? _free;
    private static int _kept;

    private ReusedState<TStateMachine, TResult>? _next;

    [SuppressMessage("Design", "CA1051", Justification = "A method goes on in place: a property would resume a copy.")]
    public TStateMachine? StateMachine;

    public static ReusedState<TStateMachine, TResult> Take()
    {
        lock (Gate)
        {
            if (_free is { } state)
            {
                _free = state._next;
                state._next = null;
                _kept--;
                return state;
            }
        }

        return new ReusedState<TStateMachine, TResult>();
    }

    protected override void Resume() => StateMachine!.MoveNext();

    protected override void Recycle()
    {
        StateMachine = default;
        lock (Gate)
        {
            if (_kept == MostKept) return;
            _kept++;
            _next = _free;
            _free = this;
        }
    }
}
