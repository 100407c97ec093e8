using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>What is run after the last actor has stopped, the last registered first.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Stack<Action> _callbacks = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ran;

    public Task Done => _done.Task;

    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public void Add(Action code)
    {
        lock (_callbacks)
        {
            if (_ran)
                throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(code);
        }
    }

    public void Run(ILoggingAdapter log)
    {
        while (true)
        {
            Action code;
            lock (_callbacks)
            {
                if (!_callbacks.TryPop(out code!))
                {
                    _ran = true;
                    break;
                }
            }

            try
            {
                code();
            }
            catch (Exception e)
            {
                log.Error(e, "Termination callback failed");
            }
        }

        _done.TrySetResult();
    }
}
