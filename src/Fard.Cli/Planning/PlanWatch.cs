using System.Collections.Immutable;
using System.Globalization;
using Fard.Actors.Boards;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Planning;

/// <summary>Plans and deploys again whenever the set of boards that jobs can be placed on has changed.</summary>
/// <param name="look">The boards of the cluster.</param>
/// <param name="apply">Plans for boards and deploys the plans.</param>
/// <param name="report">Hears of every change.</param>
internal sealed class PlanWatch(
    Func<CancellationToken, Task<ImmutableArray<BoardStatus>>> look,
    Func<ImmutableArray<BoardStatus>, CancellationToken, Task<AppliedApplication[]>> apply,
    Action<PlanChange> report,
    TimeProvider time)
{
    /// <summary>How often the boards are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="boards">The boards that are planned for.</param>
    /// <param name="applied">What is deployed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; there is no other end.</exception>
    public async Task RunAsync(ImmutableArray<BoardStatus> boards, AppliedApplication[] applied, CancellationToken cancellationToken)
    {
        var known = Usable(boards);
        using var timer = new PeriodicTimer(Interval, time);
        string? lastProblem = null;
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            var (come, gone) = (known.Clear(), known.Clear());
            try
            {
                boards = await look(cancellationToken).ConfigureAwait(false);
                var present = Usable(boards);
                (come, gone) = (present.Except(known), known.Except(present));
                if (come.IsEmpty && gone.IsEmpty)
                {
                    lastProblem = null;
                    continue;
                }

                var next = await apply(boards, cancellationToken).ConfigureAwait(false);
                report(new PlanChange(come, gone, applied, next, null));
                (known, applied, lastProblem) = (present, next, null);
            }
            catch (Exception exception) when (exception is CliException || KnownFailures.IsUsersToMend(exception))
            {
                // The old plan stays, and the next look may find more boards; one problem is told once.
                if (exception.Message != lastProblem)
                    report(new PlanChange(come, gone, applied, applied, exception.Message));
                lastProblem = exception.Message;
            }
        }
    }

    private static ImmutableSortedSet<string> Usable(IEnumerable<BoardStatus> boards) => boards
        .Where(board => board is { Reachable: true, Leaving: false })
        .SelectMany(board => board.Board.Fpgas.Where(fpga => fpga.Fault.Length == 0).Select(fpga =>
            board.Board.Fpgas.Length == 1 ? board.Board.Name : string.Create(CultureInfo.InvariantCulture, $"{board.Board.Name}#{fpga.Index}")))
        .ToImmutableSortedSet(StringComparer.Ordinal);
}

/// <summary>Boards that came and went, and what was done about it.</summary>
/// <param name="Problem">Why nothing was deployed; null: <paramref name="After"/> was.</param>
internal sealed record PlanChange(ImmutableSortedSet<string> Come, ImmutableSortedSet<string> Gone, AppliedApplication[] Before, AppliedApplication[] After, string? Problem)
{
    public override string ToString()
    {
        var boards = string.Join(' ', Come.Select(name => $"+{name}").Concat(Gone.Select(name => $"-{name}")));
        if (Problem is not null)
            return $"boards {(boards.Length > 0 ? boards : "not known")}: nothing deployed, the old plan stays: {Problem}";
        return $"boards {boards}: " + string.Join("; ", Before.Zip(After, (before, after) => string.Create(
            CultureInfo.InvariantCulture, $"{after.Name} version {after.Version}, {before.ImagesPerSecond:N1} -> {after.ImagesPerSecond:N1} images/s (modelled)")));
    }
}
