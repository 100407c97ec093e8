using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Fard.Gateway.Inference.Models;

/// <summary>
/// The deployed applications as models. Requests for inference use what is known for a moment, so that they need not ask the node manager; everything that shows
/// models asks it.
/// </summary>
/// <param name="age">How long requests use what is known before it is asked for again, beside them.</param>
public sealed class ModelCatalog(IInferenceRuntime runtime, ModelLabels labels, TimeProvider time, TimeSpan age)
{
    private readonly ConcurrentDictionary<string, bool> _unloaded = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Known? _known;
    private Task<Known>? _refreshing;

    /// <summary>Every model, by name.</summary>
    public async Task<IReadOnlyList<InferenceModel>> ListAsync(CancellationToken cancellationToken)
    {
        var known = await RefreshAsync().WaitAsync(cancellationToken);
        return [.. known.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    /// <summary>A model as the node manager knows it now, loaded or not.</summary>
    /// <param name="version">The version that is wanted; empty: the one that there is.</param>
    /// <exception cref="InferenceException">There is none, or not in this version.</exception>
    public async Task<InferenceModel> DescribeAsync(string name, string version, CancellationToken cancellationToken) =>
        Select(await RefreshAsync().WaitAsync(cancellationToken), name, version);

    /// <summary>A model to run.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public ValueTask<InferenceModel> FindAsync(string name, string version, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is null || !known.Models.TryGetValue(name, out var model) || (version.Length > 0 && model.Version != version)) return new(AskAsync());
        // What is old still serves this request; the next has what the answer says.
        if (time.GetElapsedTime(known.At) > age) _ = RefreshAsync();
        return new(CheckLoaded(model));

        async Task<InferenceModel> AskAsync() => CheckLoaded(await DescribeAsync(name, version, cancellationToken));
    }

    /// <summary>Whether requests for a model are taken.</summary>
    public bool IsLoaded(string name) => !_unloaded.ContainsKey(name);

    /// <summary>Takes requests for a model again.</summary>
    public void Load(string name) => _unloaded.TryRemove(name, out _);

    /// <summary>Refuses requests for a model from now on; the application stays deployed in the cluster, and this gateway forgets it when it restarts.</summary>
    public void Unload(string name) => _unloaded.TryAdd(name, true);

    /// <summary>Gives the model back if requests for it are taken.</summary>
    /// <exception cref="InferenceException">They are not.</exception>
    public InferenceModel CheckLoaded(InferenceModel model) =>
        IsLoaded(model.Name) ? model : throw new InferenceException(InferenceFailure.Unavailable, $"Model '{model.Name}' was unloaded from this gateway; load it first.");

    /// <summary>What is asked from now on sees what was deployed before: an answer that is under way may not.</summary>
    public async Task ForgetAsync()
    {
        Task<Known>? refreshing;
        lock (_gate) refreshing = _refreshing;
        if (refreshing is not null) await refreshing;
    }

    private static InferenceModel Select(Known known, string name, string version)
    {
        if (!known.Models.TryGetValue(name, out var model))
        {
            var others = known.Models.Count == 0 ? "there is none" : $"there are {string.Join(", ", known.Models.Keys.Order(StringComparer.Ordinal))}";
            throw new InferenceException(InferenceFailure.NotFound, $"There is no model '{name}'; {others}.");
        }

        return version.Length == 0 || version == model.Version
            ? model
            : throw new InferenceException(InferenceFailure.NotFound, $"Model '{name}' has the version {model.Version}, not '{version}': one plan of an application is deployed at a time.");
    }

    private Task<Known> RefreshAsync()
    {
        lock (_gate)
        {
            return _refreshing ??= StartAsync();
        }

        async Task<Known> StartAsync()
        {
            await Task.Yield();
            try
            {
                var applications = await runtime.ListApplicationsAsync(CancellationToken.None);
                var models = applications.Select(application => new InferenceModel(application, runtime.FindNetwork(application.Network), labels.Of(application)));
                var known = new Known(models.ToFrozenDictionary(model => model.Name, StringComparer.Ordinal), time.GetTimestamp());
                Volatile.Write(ref _known, known);
                return known;
            }
            finally
            {
                lock (_gate) _refreshing = null;
            }
        }
    }

    private sealed record Known(FrozenDictionary<string, InferenceModel> Models, long At);
}
