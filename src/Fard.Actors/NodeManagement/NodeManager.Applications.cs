using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// Applications that are deployed while the cluster runs: new jobs and those that wait use the newest version, jobs that have their boards finish on theirs.
/// </summary>
internal sealed partial class NodeManager
{
    private void ReceiveApplications()
    {
        Receive<GetApplications>(_ => Sender.Tell(new ApplicationList(_applications.All)));
        Receive<DeployApplication>(message => Sender.Tell(Deploy(message)));
    }

    private IFardMessage Deploy(DeployApplication message)
    {
        ApplicationDescription wanted;
        try
        {
            wanted = DeploymentText.Read(message.Hocon, _setup.FindNetwork);
        }
        catch (ApplicationConfigurationException exception)
        {
            return new ApplicationRefused(exception.Message);
        }

        var known = _applications.Find(wanted.Name);
        if (known is null && _applications.All.Length >= ApplicationCatalog.MaxApplications)
            return new ApplicationRefused($"There are {ApplicationCatalog.MaxApplications} applications already; replace one of them.");
        // Clients pack images and read results for the network that they know the application by.
        if (known is not null && known.Network != wanted.Network)
            return new ApplicationRefused($"{wanted.Name} computes {known.Network}, and cannot become one of {wanted.Network}; deploy it under another name.");
        if (known is { Version: > 0 } && known.ToProto().Equals((wanted with { Version = known.Version }).ToProto()))
            return new ApplicationDeployed(known.Name, known.Version);

        var next = wanted with { Version = (known?.Version ?? 0) + 1 };
        _applications.Add(next);
        _setup.Sharing?.Tell(new ApplicationSharing.Publish(next), Self);
        _log.Info("Application {0} is deployed, version {1}, with {2} positions on {3} FPGAs.", next.Name, next.Version, next.Positions.Length, next.SlotCount);
        _journal.Add(
            ClusterEventKinds.ApplicationDeployed,
            EventSeverity.Information,
            $"Application {next.Name} is deployed, version {next.Version}: {next.Positions.Length} positions on {next.SlotCount} FPGAs.",
            application: next.Name);
        foreach (var waiting in _queue.All.Where(job => job.Application.Name == next.Name).ToArray()) _queue.Replace(waiting.Job, next);
        Schedule();
        return new ApplicationDeployed(next.Name, next.Version);
    }

    // Boards say by which plan they run a job: it may be an older one than new jobs use.
    private ApplicationDescription? PlanOf(ConfigureJob position) =>
        position.Origin is { } origin ? _applications.Find(position.Application, origin.ApplicationVersion) : null;
}
