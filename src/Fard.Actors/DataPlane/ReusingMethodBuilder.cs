using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fard.Actors.DataPlane;

/// <summary>Builds asynchronous methods that allocate nothing in steady state; see <see cref="ReusedState{TStateMachine, TResult}"/>.</summary>
/// <remarks>
/// The compiler calls the members (<see cref="AsyncMethodBuilderAttribute"/>). The runtime's PoolingAsyncValueTaskMethodBuilder keeps one state per thread and
/// one per core: with several positions in the same method at once, whose calls begin on one thread and end on another, it allocates again and again.
/// </remarks>
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls instance members.")]
internal struct ReusingMethodBuilder
{
    private ReusingMethodBuilder<bool> _builder;

    public static ReusingMethodBuilder Create() => default;

    public readonly ValueTask Task => _builder.TaskWithoutResult;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncValueTaskMethodBuilder.Create().Start(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void SetResult() => _builder.SetResult(true);

    public void SetException(Exception exception) => _builder.SetException(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}

/// <summary><see cref="ReusingMethodBuilder"/> for methods with a result.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls instance members.")]
internal struct ReusingMethodBuilder<TResult>
{
    private ReusedState<TResult>? _state;
    private Exception? _failure;
    private TResult _result;

    public static ReusingMethodBuilder<TResult> Create() => default;

    public readonly ValueTask<TResult> Task =>
        _state is not null ? new ValueTask<TResult>(_state, _state.Version)
        : _failure is not null ? ValueTask.FromException<TResult>(_failure)
        : new ValueTask<TResult>(_result);

    internal readonly ValueTask TaskWithoutResult =>
        _state is not null ? new ValueTask(_state, _state.Version)
        : _failure is not null ? ValueTask.FromException(_failure)
        : ValueTask.CompletedTask;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncValueTaskMethodBuilder.Create().Start(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void SetResult(TResult result)
    {
        if (_state is null) _result = result;
        else _state.SetResult(result);
    }

    public void SetException(Exception exception)
    {
        if (_state is null) _failure = exception;
        else _state.SetException(exception);
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Suspend(ref stateMachine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Suspend(ref stateMachine));

    // The method goes on in the copy that the state holds; this builder is a part of what is copied, so it must know its state before.
    private Action Suspend<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_state is null)
        {
            var state = ReusedState<TStateMachine, TResult>.Take();
            _state = state;
            state.StateMachine = stateMachine;
        }

        return _state.Suspend();
    }
}
