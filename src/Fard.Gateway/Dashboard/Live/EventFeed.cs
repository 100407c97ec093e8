using Fard.Actors.Observation;
using Fard.Client;
using Fard.Gateway.Dashboard.Items;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>
/// The last events of the cluster, heard once and kept for every page. They are numbered here: a node manager that follows another counts from 1 again.
/// </summary>
internal sealed class EventFeed : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly IClusterView _view;
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly Queue<EventItem> _events = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _running;
    private long _last;

    public EventFeed(IClusterView view, TimeProvider time, int capacity)
    {
        _view = view;
        _time = time;
        _capacity = capacity;
    }

    /// <summary>Names the numbering.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Begins to listen, if it has not.</summary>
    public void Start()
    {
        lock (_lock) _running ??= Task.Run(ListenAsync);
    }

    /// <summary>The kept events behind a number, and whether all there were since are among them.</summary>
    public (IReadOnlyList<EventItem> Events, bool IsComplete) After(long number)
    {
        lock (_lock)
        {
            var oldest = _events.Count == 0 ? _last + 1 : _events.Peek().Number;
            return ([.. _events.SkipWhile(one => one.Number <= number)], number <= _last && number >= oldest - 1);
        }
    }

    /// <summary>Ends when there is an event behind a number.</summary>
    public Task WaitAsync(long number)
    {
        lock (_lock) return _last > number ? Task.CompletedTask : _changed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task? running;
        lock (_lock) running = _running;
        if (running is not null) await running;
        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        var sequence = 0L;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await foreach (var one in _view.WatchEventsAsync(sequence, _stopping.Token))
                {
                    sequence = one.Sequence;
                    Add(one);
                }
            }
            catch (Exception) when (!_stopping.IsCancellationRequested)
            {
                // The page shows by its state that no node manager answers.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Retry, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Add(ClusterEvent one)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _events.Enqueue(new EventItem(
                ++_last, one.Sequence, one.At, one.Kind, Words.Of(one.Severity), one.Text, one.Job?.ToString(), one.Application, one.Board));
            if (_events.Count > _capacity) _events.Dequeue();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
