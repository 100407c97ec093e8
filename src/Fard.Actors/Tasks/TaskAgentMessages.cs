using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tasks;

/// <summary>TaskAgent to its BoardAgent: what the board's tasks hold now.</summary>
/// <param name="Count">Replicas that run, are about to, or stop.</param>
/// <param name="Leases">FPGAs that they hold.</param>
internal sealed record TasksHosted(int Count, ImmutableArray<FpgaLease> Leases) : INoSerializationVerificationNeeded;

/// <summary>An FPGA that a task holds.</summary>
/// <param name="Fpga">Its number on the board.</param>
/// <param name="Lease">Who holds it in the node manager's books.</param>
public sealed record FpgaLease(int Fpga, JobId Lease);

/// <summary>BoardAgent to its TaskAgent: stop every task.</summary>
/// <param name="Closes">Whether the board takes no further one.</param>
internal sealed record StopAllTasks(string Reason, bool Closes) : INoSerializationVerificationNeeded;

/// <summary>What is free of a board.</summary>
internal sealed record CapacityNow(int FreeCpuMilli, long FreeMemoryBytes, int Reservations) : INoSerializationVerificationNeeded;

/// <summary>Specs ask a TaskAgent for what is taken of its board.</summary>
internal sealed record GetCapacity : INoSerializationVerificationNeeded
{
    public static readonly GetCapacity Instance = new();
}
