namespace Fard.Gateway.Inference.Batching;

/// <summary>Bounds the images of all requests that wait or run, over every model, and says when there will be room.</summary>
public sealed class InFlightLimit
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly CompletionRate _rate;
    private readonly int _most;
    private int _images;

    /// <param name="most">Most images at once.</param>
    public InFlightLimit(int most, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        _most = most;
        _rate = new CompletionRate(time);
    }

    /// <summary>Images that wait or run.</summary>
    public int Images => Volatile.Read(ref _images);

    /// <summary>Takes room for a request.</summary>
    /// <exception cref="InferenceException">There is none now, or never for so many.</exception>
    public void Enter(int images)
    {
        if (images > _most) throw InferenceException.Invalid($"the request has {images} images; this gateway takes at most {_most} at once. Send several requests.");
        var before = Volatile.Read(ref _images);
        while (true)
        {
            if (before > _most - images)
            {
                var wait = TimeUntil(before + images - _most);
                throw new InferenceException(
                    InferenceFailure.Overloaded, $"{before} images wait or run, and {_most} may; there is no room for {images} more. Try again in {wait.TotalSeconds:0} s.")
                { RetryAfter = wait };
            }

            var seen = Interlocked.CompareExchange(ref _images, before + images, before);
            if (seen == before) return;
            before = seen;
        }
    }

    /// <summary>Gives room back.</summary>
    /// <param name="done">Whether the images were computed, and not given up.</param>
    public void Leave(int images, bool done)
    {
        Interlocked.Add(ref _images, -images);
        if (done) _rate.Add(images);
    }

    // At the pace of late; whole seconds, as HTTP has them.
    private TimeSpan TimeUntil(int images)
    {
        var rate = _rate.PerSecond;
        if (rate <= 0) return TimeSpan.FromSeconds(1);
        return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(images / rate), 1, Longest.TotalSeconds));
    }
}
