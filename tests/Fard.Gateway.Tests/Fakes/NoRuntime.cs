using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Client;
using Fard.Gateway.Inference;
using Fard.Networks.Description;

namespace Fard.Gateway.Tests.Fakes;

/// <summary>A cluster without applications.</summary>
internal sealed class NoRuntime : IInferenceRuntime
{
    public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<ApplicationDescription>.Empty);

    public NetworkDescription? FindNetwork(string name) => null;

    public Task DeployAsync(string application, string plan, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<ImageResult> RunAsync(string application, JobData data, JobOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();
}
