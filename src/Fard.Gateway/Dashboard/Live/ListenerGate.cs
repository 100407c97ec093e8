namespace Fard.Gateway.Dashboard.Live;

/// <summary>Bounds how many streams are open at once.</summary>
internal sealed class ListenerGate(int most)
{
    private int _open;

    /// <summary>A place, given back by disposing it; null: all are taken.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= most) return new Place(this);
        Interlocked.Decrement(ref _open);
        return null;
    }

    private sealed class Place(ListenerGate gate) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0) Interlocked.Decrement(ref gate._open);
        }
    }
}
