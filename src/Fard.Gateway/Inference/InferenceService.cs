using System.Collections.Concurrent;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Batching;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Statistics;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference;

/// <summary>Runs requests for inference, from whichever protocol they come.</summary>
public sealed class InferenceService : IDisposable
{
    private readonly IInferenceRuntime _runtime;
    private readonly GatewaySettings _settings;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Served>> _served = new(StringComparer.Ordinal);

    public InferenceService(GatewaySettings settings, IInferenceRuntime runtime, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _runtime = runtime;
        _settings = settings;
        _time = time;
        Limit = new InFlightLimit(settings.Batch.MaxInFlightImages, time);
        Models = new ModelCatalog(runtime, settings.Labels, time, settings.CatalogAge);
    }

    /// <summary>The models.</summary>
    public ModelCatalog Models { get; }

    /// <summary>What bounds the work under way.</summary>
    public InFlightLimit Limit { get; }

    /// <summary>Runs one request on a model.</summary>
    /// <param name="version">The version that is wanted; empty: the one that there is.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <exception cref="InferenceException">There is no result; it says why.</exception>
    public async Task<InferenceResponse> InferAsync(string name, string version, InferenceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var model = await FindModelAsync(name, version, cancellationToken);
        var served = ServedOf(model.Name);
        var begun = _time.GetTimestamp();
        var allowed = request.Timeout is { } wanted && wanted < _settings.RequestTimeout ? wanted : _settings.RequestTimeout;
        using var deadline = new CancellationTokenSource(allowed, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var names = OutputTensors.Select(model, request);
            var (images, count) = ImageInput.Read(model, request, _settings.Batch.MaxInFlightImages, linked.Token);
            var result = await served.Batcher.RunAsync(model, images, count, linked.Token);
            served.Statistics.OnSuccess(count, result.Queued, _time.GetElapsedTime(begun));
            return new InferenceResponse(model, request.Id, model.Results.Create(names, result.Results, count));
        }
        catch (Exception exception)
        {
            served.Statistics.OnFailure(_time.GetElapsedTime(begun));
            if (exception is OperationCanceledException && deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                throw new InferenceException(InferenceFailure.DeadlineExceeded, $"There was no result within {allowed.TotalSeconds:0.###} s, the time that the request has.", exception);
            throw;
        }
    }

    /// <summary>Every model, as the node manager knows them now.</summary>
    /// <exception cref="InferenceException">It does not answer.</exception>
    public Task<IReadOnlyList<InferenceModel>> ListModelsAsync(CancellationToken cancellationToken) => ExplainAsync(Models.ListAsync(cancellationToken));

    /// <summary>One model, as the node manager knows it now, loaded or not.</summary>
    /// <exception cref="InferenceException">There is no such model, or the node manager does not answer.</exception>
    public Task<InferenceModel> DescribeModelAsync(string name, string version, CancellationToken cancellationToken) =>
        ExplainAsync(Models.DescribeAsync(name, version, cancellationToken));

    /// <summary>A model to run.</summary>
    /// <exception cref="InferenceException">There is no such model, it was unloaded, or the node manager does not answer.</exception>
    public ValueTask<InferenceModel> FindModelAsync(string name, string version, CancellationToken cancellationToken)
    {
        var found = Models.FindAsync(name, version, cancellationToken);
        return found.IsCompletedSuccessfully ? found : new(ExplainAsync(found.AsTask()));
    }

    /// <summary>Takes requests for a model again.</summary>
    /// <param name="plan">What stands below the application's name in HOCON or JSON: deployed to the cluster first; null: it is there.</param>
    /// <exception cref="InferenceException">There is no such model, or its plan is refused.</exception>
    public async Task LoadAsync(string name, string? plan, CancellationToken cancellationToken)
    {
        if (plan is not null) await DeployAsync(name, plan, cancellationToken);
        var model = await DescribeModelAsync(name, "", cancellationToken);
        Models.Load(model.Name);
    }

    /// <summary>Refuses requests for a model from now on; those under way go on.</summary>
    /// <exception cref="InferenceException">There is no such model.</exception>
    public async Task UnloadAsync(string name, CancellationToken cancellationToken)
    {
        var model = await DescribeModelAsync(name, "", cancellationToken);
        Models.Unload(model.Name);
    }

    /// <summary>What was done for a model.</summary>
    public ModelStatisticsSnapshot StatisticsOf(string name) => _served.TryGetValue(name, out var served) ? served.Value.Statistics.Read() : new ModelStatistics(_time).Read();

    public void Dispose()
    {
        foreach (var served in _served.Values) served.Value.Batcher.Dispose();
    }

    private static async Task<T> ExplainAsync<T>(Task<T> step)
    {
        try
        {
            return await step;
        }
        catch (FardJobException exception)
        {
            throw InferenceException.Of(exception);
        }
    }

    private async Task DeployAsync(string name, string plan, CancellationToken cancellationToken)
    {
        try
        {
            await _runtime.DeployAsync(name, plan, cancellationToken);
            await Models.ForgetAsync();
        }
        catch (Exception exception) when (exception is ApplicationConfigurationException or FardDeploymentException)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, exception.Message, exception);
        }
        catch (FardJobException exception)
        {
            throw InferenceException.Of(exception);
        }
    }

    private Served ServedOf(string name) => _served.GetOrAdd(
        name,
        static (key, service) => new Lazy<Served>(() =>
        {
            var statistics = new ModelStatistics(service._time);
            return new Served(new Batcher(key, service._settings.Batch, service._runtime, service.Limit, statistics, service._time), statistics);
        }),
        this).Value;

    private sealed record Served(Batcher Batcher, ModelStatistics Statistics);
}
