using Fard.Actors.Applications;

namespace Fard.Actors.Messages;

/// <summary>Client to node manager: run an application, or another plan of it, from now on.</summary>
/// <param name="Hocon">One application as in a head's configuration, see <see cref="DeploymentText"/>.</param>
public sealed record DeployApplication(string Hocon) : IFardMessage
{
    public override string ToString() => nameof(DeployApplication);
}

/// <summary>Node manager to client: new jobs use the application as deployed.</summary>
/// <param name="Version">Counts the plans of this name, from 1; the same plan deployed again keeps its version.</param>
public sealed record ApplicationDeployed(string Name, long Version) : IFardMessage;

/// <summary>Node manager to client: the application cannot be run; nothing has changed.</summary>
public sealed record ApplicationRefused(string Reason) : IFardMessage;

/// <summary>Head to head: an application that was deployed.</summary>
internal sealed record ShareApplication(ApplicationDescription Application) : IFardMessage;
