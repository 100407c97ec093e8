using System.Collections.Immutable;
using Fard.Actors.Observation;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>What an FPGA did between two reports of its board.</summary>
/// <param name="Busy">Share of the time for which it computed, 0 to 1.</param>
internal readonly record struct FpgaRates(double ImagesPerSecond, double Busy);

/// <summary>Makes rates of the counters that boards report. Called by one at a time.</summary>
internal sealed class RateMeter
{
    /// <summary>Rates of a board that does not report any more are forgotten after this time.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>Takes the newest reports and gives the rates by board and FPGA. A board's first report gives none.</summary>
    /// <param name="at">The time of these reports, by the clock of whoever collected them.</param>
    public ImmutableDictionary<(string Board, int Fpga), FpgaRates> Take(ImmutableArray<BoardActivity> activities, DateTimeOffset at)
    {
        foreach (var activity in activities)
        {
            if (!_readings.TryGetValue(activity.Board, out var before)) _readings[activity.Board] = new Reading(activity, [], at);
            else if (activity.At > before.Activity.At) _readings[activity.Board] = new Reading(activity, RatesBetween(before.Activity, activity), at);
        }

        foreach (var (board, reading) in _readings.Where(entry => at - entry.Value.Heard > LongestSilence || activities.All(activity => activity.Board != entry.Key)).ToArray())
            _readings.Remove(board);
        return _readings.SelectMany(entry => entry.Value.Rates.Select(rate => KeyValuePair.Create((entry.Key, rate.Fpga), rate.Rates))).ToImmutableDictionary();
    }

    private static ImmutableArray<(int Fpga, FpgaRates Rates)> RatesBetween(BoardActivity before, BoardActivity after)
    {
        var seconds = (after.At - before.At).TotalSeconds;
        var rates = ImmutableArray.CreateBuilder<(int, FpgaRates)>();
        foreach (var fpga in after.Fpgas)
        {
            // A counter that fell is that of an agent that was started again: it says nothing yet.
            if (before.Fpgas.FirstOrDefault(one => one.Index == fpga.Index) is not { } earlier || fpga.Images < earlier.Images || fpga.Busy < earlier.Busy) continue;
            rates.Add((fpga.Index, new FpgaRates(
                Math.Round((fpga.Images - earlier.Images) / seconds, 1), Math.Round(Math.Clamp((fpga.Busy - earlier.Busy).TotalSeconds / seconds, 0, 1), 3))));
        }

        return rates.ToImmutable();
    }

    private sealed record Reading(BoardActivity Activity, ImmutableArray<(int Fpga, FpgaRates Rates)> Rates, DateTimeOffset Heard);
}
