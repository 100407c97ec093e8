using System.Text.Json;
using Fard.Client;
using Fard.Gateway.Dashboard.Items;
using Fard.Networks.Description;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>Keeps the <see cref="StateStore"/> up to date while somebody looks, however many they are.</summary>
internal sealed class StatePublisher : IAsyncDisposable
{
    private readonly IClusterView _view;
    private readonly EventFeed _events;
    private readonly DashboardSettings _settings;
    private readonly TimeProvider _time;
    private readonly Func<string, NetworkDescription?> _findNetwork;
    private readonly ModelledResources _resources;
    private readonly RateMeter _meter = new();
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly Lock _lock = new();
    private int _readers;
    private CancellationTokenSource? _stopping;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset? _lastGood;

    public StatePublisher(IClusterView view, EventFeed events, DashboardSettings settings, TimeProvider time, Func<string, NetworkDescription?> findNetwork)
    {
        _view = view;
        _events = events;
        _settings = settings;
        _time = time;
        _findNetwork = findNetwork;
        _resources = new ModelledResources(findNetwork);
        History = new RateHistory(settings.KeptSamples);
    }

    public StateStore Store { get; } = new();

    public RateHistory History { get; }

    /// <summary>Keeps the store up to date until the returned is disposed.</summary>
    public IDisposable Watch()
    {
        _events.Start();
        lock (_lock)
        {
            if (_readers++ == 0)
            {
                _stopping = new CancellationTokenSource();
                _running = RunAfterAsync(_running, _stopping.Token);
            }
        }

        return new Reader(this);
    }

    /// <summary>Brings the store up to date now.</summary>
    /// <returns>The cluster; null: the node manager does not answer, and the store says so.</returns>
    public async Task<StateItems?> RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            using var late = new CancellationTokenSource(_settings.Patience, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            var snapshot = await _view.GetSnapshotAsync(limit.Token);
            var items = new StateItems(snapshot, _meter.Take(snapshot.Activity, snapshot.At), _resources, _findNetwork);
            Store.Replace(items.ToJson(_events.After(0).Events));
            History.Add(_time.GetUtcNow(), items.ToSample());
            _lastGood = _time.GetUtcNow();
            return items;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = exception is OperationCanceledException ? $"The node manager did not answer within {_settings.Patience.TotalSeconds:0.#} s." : exception.Message;
            Store.Set(StateKeys.View, JsonSerializer.SerializeToUtf8Bytes(new ViewItem(Connected: false, problem, _lastGood), DashboardJson.Default.ViewItem));
            return null;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            _stopping?.Cancel();
            running = _running;
        }

        await running;
        _refreshing.Dispose();
    }

    private async Task RunAfterAsync(Task before, CancellationToken stopping)
    {
        await before;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stopping);
                await Task.Delay(_settings.Refresh, _time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_readers > 0) return;
            _stopping?.Cancel();
            _stopping?.Dispose();
            _stopping = null;
        }
    }

    private sealed class Reader(StatePublisher publisher) : IDisposable
    {
        private int _isGone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) == 0) publisher.Leave();
        }
    }
}
