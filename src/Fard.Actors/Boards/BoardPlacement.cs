using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Packages;

namespace Fard.Actors.Boards;

/// <summary>One FPGA of one board; the default has no board.</summary>
internal readonly record struct FpgaSlot(BoardState Board, int Fpga);

/// <summary>What the search for boards gave.</summary>
internal abstract record PlacementResult
{
    /// <summary>An FPGA for every replica of every position, each on another board, in the order of <see cref="ApplicationDescription.Slots"/>.</summary>
    public sealed record Placed(ImmutableArray<FpgaSlot> Slots) : PlacementResult;

    /// <summary>The boards are there but not all free; <paramref name="Wanted"/> are free and would be taken.</summary>
    public sealed record Busy(ImmutableArray<FpgaSlot> Wanted) : PlacementResult;

    /// <summary>Not even with every board free.</summary>
    public sealed record Unfit(string Reason) : PlacementResult;
}

/// <summary>
/// Finds boards for the positions of an application: a maximum matching of positions and boards by augmenting paths (Kuhn's algorithm). Boards that have
/// the bitstream loaded come first, then those that have none, then the rest, each in the order of their names: the same state always gives the same
/// choice.
/// </summary>
internal static class BoardPlacement
{
    /// <param name="boards">The registered boards.</param>
    /// <param name="reserved">Free FPGAs that are kept for jobs whose turn came before.</param>
    /// <param name="supply">The packages that boards can fetch; null: none.</param>
    public static PlacementResult Find(ApplicationDescription application, IReadOnlyCollection<BoardState> boards, IReadOnlySet<FpgaSlot> reserved, IPackageSupply? supply = null)
    {
        var ordered = boards.OrderBy(board => board.Name, StringComparer.Ordinal).ToArray();
        var wanted = Wanted(application);
        var free = Match(wanted, ordered, supply, slot => slot.Board.IsFree(slot.Fpga) && !reserved.Contains(slot));
        if (free.All(slot => slot is not null)) return new PlacementResult.Placed([.. free.Select(slot => slot!.Value)]);

        var any = Match(wanted, ordered, supply, slot => slot.Board.Stays);
        var missing = Array.FindIndex(any, slot => slot is null);
        return missing < 0
            ? new PlacementResult.Busy([.. free.Where(slot => slot is not null).Select(slot => slot!.Value)])
            : new PlacementResult.Unfit(Explain(application, wanted[missing], ordered, supply));
    }

    /// <summary>The positions, each as often as it has replicas, with the board that each replica asks for.</summary>
    private static ImmutableArray<PositionDescription> Wanted(ApplicationDescription application) =>
        [.. application.Slots.Select(slot => Wanted(application.Positions[slot.Position], slot.Replica))];

    internal static PositionDescription Wanted(PositionDescription position, int replica) => position.Replicas[replica].BoardName is { Length: > 0 } name
        ? position with { Board = position.Board with { BoardName = name } }
        : position;

    private static FpgaSlot?[] Match(ImmutableArray<PositionDescription> positions, BoardState[] boards, IPackageSupply? supply, Func<FpgaSlot, bool> usable)
    {
        var candidates = positions
            .Select(position => boards
                .Where(board => Fits(position, board, supply))
                .SelectMany(board => Enumerable.Range(0, board.Info.Fpgas.Length).Select(fpga => new FpgaSlot(board, fpga)))
                .Where(usable)
                .OrderBy(slot => Effort(position, slot))
                .ToArray())
            .ToArray();
        var chosen = new FpgaSlot?[positions.Length];
        var owner = new Dictionary<BoardState, int>();

        // Positions whose bitstream is loaded somewhere choose first: a later position can still push them on where nothing else fits.
        var turns = Enumerable.Range(0, positions.Length)
            .OrderBy(position => candidates[position].Any(slot => slot.Board.Loaded(slot.Fpga) == positions[position].Bitstream) ? 0 : 1);
        foreach (var position in turns) TryAssign(position, []);
        return chosen;

        bool TryAssign(int position, HashSet<BoardState> visited)
        {
            foreach (var slot in candidates[position])
            {
                if (owner.ContainsKey(slot.Board)) continue;
                chosen[position] = slot;
                owner[slot.Board] = position;
                return true;
            }

            foreach (var slot in candidates[position])
            {
                if (!visited.Add(slot.Board) || !TryAssign(owner[slot.Board], visited)) continue;
                chosen[position] = slot;
                owner[slot.Board] = position;
                return true;
            }

            return false;
        }
    }

    internal static bool Fits(PositionDescription position, BoardState board, IPackageSupply? supply) =>
        (position.Board.BoardType.Length == 0 || board.Info.BoardType == position.Board.BoardType)
        && (position.Board.BoardName.Length == 0 || position.Board.BoardName == board.Name)
        && (position.Bitstream.Length == 0
            || board.Info.Packages.Contains(position.PackageName)
            || (board.Info.Fetches && supply?.Find(position.PackageName) is { } offer && Suits(offer, board)));

    /// <summary>What it takes to have the position's bitstream loaded on an FPGA; less is better.</summary>
    internal static int Effort(PositionDescription position, FpgaSlot slot)
    {
        var loaded = slot.Board.Loaded(slot.Fpga);
        if (loaded == position.Bitstream) return 0;
        return (slot.Board.Info.Packages.Contains(position.PackageName) ? 1 : 3) + (loaded.Length == 0 ? 0 : 1);
    }

    private static bool Suits(PackageOffer offer, BoardState board) =>
        offer.Board == board.Info.BoardType && board.Info.Fpgas.Any(fpga => offer.Devices.Contains(fpga.Kind));

    private static string Explain(ApplicationDescription application, PositionDescription position, BoardState[] boards, IPackageSupply? supply)
    {
        var fitting = boards.Where(board => Fits(position, board, supply)).ToArray();
        var wanted = $"{application.Name} needs {position.Board} with bitstream package {position.PackageName} for {position.JobName}";
        if (boards.Length == 0) return $"{wanted}; no board is registered.";
        if (fitting.Length == 0)
        {
            var none = $"{wanted}; none of the {boards.Length} registered boards is one ({string.Join(", ", boards.Select(board => $"{board.Name}: {board.Info.BoardType}"))})";
            return supply?.Find(position.PackageName) is { } offer
                ? $"{none}. The head could supply the package to boards {offer.Board} with {string.Join(", ", offer.Devices)}."
                : $"{none}, and the head cannot supply the package (fard bitstream push).";
        }

        if (fitting.Any(board => board.Stays))
            return $"{wanted}, and another board for each other position: {application.SlotCount} in all; {fitting.Length} would do for this one.";
        return fitting.FirstOrDefault(board => board.Leaving) is { } leaving
            ? $"{wanted}; {leaving.Name} leaves the cluster."
            : $"{wanted}; the cluster does not reach {string.Join(", ", fitting.Select(board => board.Name))} at present.";
    }
}
