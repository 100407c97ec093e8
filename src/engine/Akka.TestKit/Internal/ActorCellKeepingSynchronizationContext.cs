using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Keeps the test actor the implicit sender when a test goes on behind an await on another thread.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell cell, SynchronizationContext? inner) : SynchronizationContext
{
    internal SynchronizationContext? Inner => inner;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (inner is null)
            ThreadPool.QueueUserWorkItem(_ => Run(d, state));
        else
            inner.Post(_ => Run(d, state), null);
    }

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => new ActorCellKeepingSynchronizationContext(cell, inner);

    private void Run(SendOrPostCallback d, object? state)
    {
        var previousCell = ActorCell.Current;
        var previousContext = Current;
        ActorCell.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = previousCell;
            SetSynchronizationContext(previousContext);
        }
    }
}
