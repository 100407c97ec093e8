using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

public sealed partial class FardClient
{
    /// <summary>
    /// Deploys an application to the running cluster, or another plan of one that is there. New jobs and jobs that wait for boards use it from now on; jobs
    /// that have their boards finish on the plan they began with. Every head keeps it, until all heads have stopped.
    /// </summary>
    /// <param name="hocon">One application below <c>fard.head.applications</c>, at most <see cref="DeploymentText.MaxBytes"/> bytes in UTF-8; without includes and substitutions.</param>
    /// <returns>Its name and version. The version counts the plans of this name; the same plan deployed again keeps its version.</returns>
    /// <exception cref="ApplicationConfigurationException">The text is no application that a head could run.</exception>
    /// <exception cref="FardDeploymentException">The node manager refuses it, for example because the name is that of an application of another network.</exception>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<ApplicationDeployed> DeployApplicationAsync(string hocon, CancellationToken cancellationToken = default)
    {
        // What cannot be sent would not be answered.
        var application = DeploymentText.Read(hocon, _findNetwork);
        var answer = await AskAsync<IFardMessage>(new DeployApplication(hocon), _settings.AnswerTimeout, cancellationToken);
        _applications.TryRemove(application.Name, out _);
        return answer switch
        {
            ApplicationDeployed deployed => deployed,
            ApplicationRefused refused => throw new FardDeploymentException(refused.Reason),
            _ => throw new FardDeploymentException($"The node manager answered with a {answer.GetType().Name}; do all members run the same release?"),
        };
    }
}
