using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Networks.Description;

namespace Fard.Gateway.Inference;

/// <summary>The runtime as the gateway needs it: a cluster behind a <see cref="FardClient"/>, or a stand-in.</summary>
public interface IInferenceRuntime
{
    /// <summary>The applications that jobs can be sent to now.</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken);

    /// <summary>The network that an application runs; null: this process does not know it.</summary>
    NetworkDescription? FindNetwork(string name);

    /// <summary>Deploys a plan.</summary>
    /// <param name="application">Name of the application.</param>
    /// <param name="plan">What stands below its name, in HOCON or JSON.</param>
    /// <exception cref="ApplicationConfigurationException">It is no application that a head could run.</exception>
    /// <exception cref="FardDeploymentException">The node manager refuses it.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    Task DeployAsync(string application, string plan, CancellationToken cancellationToken);

    /// <summary>Runs one job.</summary>
    /// <param name="application">Name of the application.</param>
    /// <param name="data">Its images.</param>
    /// <param name="cancellationToken">Gives the job up.</param>
    /// <returns>The results in the order of the images.</returns>
    /// <exception cref="FardJobException">There are no results; it says why.</exception>
    IAsyncEnumerable<ImageResult> RunAsync(string application, JobData data, JobOptions options, CancellationToken cancellationToken);
}
