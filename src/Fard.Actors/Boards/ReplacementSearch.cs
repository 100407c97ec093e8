using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Packages;

namespace Fard.Actors.Boards;

/// <summary>What the search for one more board of a running job gave.</summary>
/// <param name="Slot">A free FPGA; null: there is none now.</param>
/// <param name="MayCome">Whether a fitting board is there and busy.</param>
/// <param name="Reason">Why there is none.</param>
internal readonly record struct ReplacementSearch(FpgaSlot? Slot, bool MayCome, string Reason)
{
    /// <summary>
    /// Finds an FPGA for one position of a job on a board that has no other position of it: with the bitstream loaded first, then with none, then by name.
    /// </summary>
    /// <param name="avoid">Names of boards that will not do.</param>
    /// <param name="supply">The packages that boards can fetch; null: none.</param>
    public static ReplacementSearch Find(PositionDescription position, JobId job, IReadOnlyCollection<BoardState> boards, ImmutableArray<string> avoid, IPackageSupply? supply = null)
    {
        var fitting = boards.Where(board => board.Stays && BoardPlacement.Fits(position, board, supply) && !avoid.Contains(board.Name) && !board.IsLeasedTo(job)).ToArray();
        var free = fitting
            .SelectMany(board => Enumerable.Range(0, board.Info.Fpgas.Length).Select(fpga => new FpgaSlot(board, fpga)))
            .Where(slot => slot.Board.IsFree(slot.Fpga))
            .OrderBy(slot => BoardPlacement.Effort(position, slot))
            .ThenBy(slot => slot.Board.Name, StringComparer.Ordinal)
            .Select(slot => (FpgaSlot?)slot)
            .FirstOrDefault();
        var reason = $"{position.JobName} needs {position.Board} with bitstream package {position.PackageName}, and none that is reachable has not failed the job or runs another position of it.";
        return new ReplacementSearch(free, fitting.Length > 0, reason);
    }
}
