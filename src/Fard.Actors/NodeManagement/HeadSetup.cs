using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Actors.Packages;
using Fard.Actors.Tasks;
using Fard.Networks.Description;

namespace Fard.Actors.NodeManagement;

/// <summary>What a NodeManager needs.</summary>
/// <param name="Applications">Its catalog.</param>
/// <param name="Jobs">Settings of jobs.</param>
/// <param name="RegistrationGrace">How long after its start jobs wait for boards that have not registered yet.</param>
/// <param name="Membership">The child that tells it of members that are lost or back; null where there is no cluster.</param>
internal sealed record HeadSetup(ImmutableArray<ApplicationDescription> Applications, JobSettings Jobs, TimeSpan RegistrationGrace, Props? Membership = null)
{
    /// <summary>Takes messages about a job to its coordinator, on whatever head that is; null: the node manager hosts the coordinators itself.</summary>
    public IActorRef? Pipelines { get; init; }

    /// <summary>The applications of this head, shared with the actor that keeps them on every head; null: those of <see cref="Applications"/>.</summary>
    public ApplicationCatalog? Catalog { get; init; }

    /// <summary>Tells the other heads of an application that is deployed; null where there are none.</summary>
    public IActorRef? Sharing { get; init; }

    /// <summary>The packages that boards can fetch from heads; null: none.</summary>
    public IPackageSupply? Packages { get; init; }

    /// <summary>The instances of applications that this head knows, kept on every head; null: a store of its own.</summary>
    public ApplicationRecords? Records { get; init; }

    /// <summary>Settings of tasks.</summary>
    public TaskSettings Tasks { get; init; } = new();

    /// <summary>How much is remembered for people.</summary>
    public HistorySettings History { get; init; } = new();

    /// <summary>Finds networks by name, for applications that are deployed.</summary>
    public Func<string, NetworkDescription?> FindNetwork { get; init; } = NetworkCatalog.TryFind;
}
