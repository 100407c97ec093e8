using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Members;
using Fard.Client;
using Fard.Networks.Description;

namespace Fard.Gateway.Inference;

/// <summary>A cluster as a client of it sees it.</summary>
/// <param name="client">The client; it is not disposed with this.</param>
/// <param name="findNetwork">Finds networks by name; null: those of BNN-PYNQ.</param>
public sealed class ClientRuntime(FardClient client, Func<string, NetworkDescription?>? findNetwork = null) : IInferenceRuntime
{
    private readonly Func<string, NetworkDescription?> _findNetwork = findNetwork ?? NetworkCatalog.TryFind;

    public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken) => client.ListApplicationsAsync(cancellationToken);

    public NetworkDescription? FindNetwork(string name) => _findNetwork(name);

    public Task DeployAsync(string application, string plan, CancellationToken cancellationToken)
    {
        var text = plan.Trim();
        var body = text.StartsWith('{') ? text : $"{{ {text} }}";
        return client.DeployApplicationAsync($"fard.head.applications.{FardConfig.Quote(application)} {body}", cancellationToken);
    }

    public IAsyncEnumerable<ImageResult> RunAsync(string application, JobData data, JobOptions options, CancellationToken cancellationToken) =>
        client.SendJobDataAsync(application, data, options, cancellationToken);
}
