using System.Collections.Immutable;
using Fard.Actors.Jobs;

namespace Fard.Actors.Boards;

/// <summary>A board as the node manager sees it.</summary>
/// <param name="Board">What it registered, with what is loaded now.</param>
/// <param name="Reachable">Whether the cluster reaches its member.</param>
/// <param name="Leases">The job that holds each FPGA, in the order of <see cref="BoardInfo.Fpgas"/>; null: free.</param>
public sealed record BoardStatus(BoardInfo Board, bool Reachable, ImmutableArray<JobId?> Leases)
{
    /// <summary>Whether it leaves: it takes no new position and finishes those that it has.</summary>
    public bool Leaving { get; init; }

    /// <summary>Whether every FPGA works; <see cref="FpgaInfo.Fault"/> says why one does not.</summary>
    public bool Healthy => Board.Fpgas.All(fpga => fpga.Fault.Length == 0);
}
