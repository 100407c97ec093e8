using System.Collections.Immutable;
using Akka.Cluster;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>What a NodeManager needs.</summary>
/// <param name="Applications">Its catalog.</param>
/// <param name="Jobs">Settings of jobs.</param>
/// <param name="RegistrationGrace">How long after its start jobs wait for boards that have not registered yet.</param>
/// <param name="Cluster">Where it hears of lost members; null where there is no cluster.</param>
public sealed record HeadSetup(ImmutableArray<ApplicationDescription> Applications, JobSettings Jobs, TimeSpan RegistrationGrace, Cluster? Cluster);
