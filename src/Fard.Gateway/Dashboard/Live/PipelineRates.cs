using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Gateway.Dashboard.Items;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>What the positions of an application do, from the boards that have their bitstreams.</summary>
internal static class PipelineRates
{
    /// <summary>Below this share of the time no position limits anything: too little runs.</summary>
    private const double LeastBusy = 0.02;

    public static PipelineItem Of(
        ApplicationDescription application, ClusterSnapshot snapshot, ImmutableDictionary<(string Board, int Fpga), FpgaRates> rates)
    {
        var applicationOf = snapshot.Jobs.ToDictionary(job => job.Status.Job, job => job.Status.Application);
        var positions = application.Positions.Select(position => PositionOf(position, application.Name, snapshot, applicationOf, rates)).ToImmutableArray();
        var busiest = positions.Length > 1 ? positions.Max(position => position.Busy ?? 0) : 0;
        var bottleneck = busiest >= LeastBusy ? positions.IndexOf(positions.First(position => position.Busy == busiest)) : -1;
        return new PipelineItem(application.Name, positions[^1].ImagesPerSecond, bottleneck, positions);
    }

    private static PipelinePositionItem PositionOf(
        PositionDescription position,
        string application,
        ClusterSnapshot snapshot,
        Dictionary<JobId, string> applicationOf,
        ImmutableDictionary<(string Board, int Fpga), FpgaRates> rates)
    {
        var boards = ImmutableArray.CreateBuilder<string>();
        var known = new List<FpgaRates>();
        var queued = 0;
        foreach (var status in snapshot.Boards)
        {
            for (var i = 0; i < status.Board.Fpgas.Length; i++)
            {
                var fpga = status.Board.Fpgas[i];
                // Two applications may share a bitstream: whoever holds the FPGA has its rate.
                var isOthers = i < status.Leases.Length && status.Leases[i] is { } lease && applicationOf.TryGetValue(lease, out var holder) && holder != application;
                if (fpga.Loaded != position.Bitstream || isOthers) continue;
                if (!boards.Contains(status.Board.Name)) boards.Add(status.Board.Name);
                if (rates.TryGetValue((status.Board.Name, fpga.Index), out var rate)) known.Add(rate);
                queued += snapshot.Activity.FirstOrDefault(one => one.Board == status.Board.Name)?.Fpgas.FirstOrDefault(one => one.Index == fpga.Index)?.QueuedChunks ?? 0;
            }
        }

        return new PipelinePositionItem(
            Math.Round(known.Sum(rate => rate.ImagesPerSecond), 1),
            known.Count > 0 ? Math.Round(known.Average(rate => rate.Busy), 3) : null,
            queued,
            boards.ToImmutable());
    }
}
