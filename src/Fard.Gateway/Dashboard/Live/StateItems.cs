using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Gateway.Dashboard.Items;
using Fard.Networks.Description;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>A snapshot of the cluster as items for pages.</summary>
/// <param name="snapshot">The cluster.</param>
/// <param name="rates">What each FPGA did lately.</param>
/// <param name="resources">Resources of bitstreams that boards do not report.</param>
/// <param name="findNetwork">Finds networks by name, for the sizes of images.</param>
internal sealed class StateItems(
    ClusterSnapshot snapshot, ImmutableDictionary<(string Board, int Fpga), FpgaRates> rates, ModelledResources resources, Func<string, NetworkDescription?> findNetwork)
{
    public ImmutableArray<BoardItem> Boards { get; } = [.. snapshot.Boards.Select(board => BoardOf(board, snapshot, rates, resources))];

    public ImmutableArray<ApplicationItem> Applications { get; } = [.. snapshot.Applications.Select(application => ApplicationOf(application, findNetwork(application.Network)?.Image))];

    public ImmutableArray<PipelineItem> Pipelines { get; } = [.. snapshot.Applications.Select(application => PipelineRates.Of(application, snapshot, rates))];

    public ImmutableArray<JobItem> Jobs { get; } = [.. snapshot.Jobs.Select(job => JobItem.Of(job, withTimeline: false))];

    /// <summary>Everything by key, as JSON.</summary>
    public Dictionary<string, byte[]> ToJson(IEnumerable<EventItem> events)
    {
        var items = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [StateKeys.View] = Json(new ViewItem(Connected: true, "", null), DashboardJson.Default.ViewItem),
            [StateKeys.Cluster] = Json(new ClusterItem(snapshot.NodeManager, snapshot.Members), DashboardJson.Default.ClusterItem),
        };
        foreach (var board in Boards) items[$"board/{board.Name}"] = Json(board, DashboardJson.Default.BoardItem);
        foreach (var application in Applications) items[$"application/{application.Name}"] = Json(application, DashboardJson.Default.ApplicationItem);
        foreach (var pipeline in Pipelines) items[$"pipeline/{pipeline.Application}"] = Json(pipeline, DashboardJson.Default.PipelineItem);
        foreach (var job in Jobs) items[$"job/{job.Id}"] = Json(job, DashboardJson.Default.JobItem);
        foreach (var one in events) items[string.Create(CultureInfo.InvariantCulture, $"event/{one.Number}")] = Json(one, DashboardJson.Default.EventItem);
        return items;
    }

    /// <summary>What the charts of rates show, by the names that the page uses.</summary>
    public Dictionary<string, double> ToSample()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var pipeline in Pipelines) values[$"application/{pipeline.Application}"] = pipeline.ImagesPerSecond;
        foreach (var ((board, fpga), rate) in rates)
        {
            values[string.Create(CultureInfo.InvariantCulture, $"rate/{board}#{fpga}")] = rate.ImagesPerSecond;
            values[string.Create(CultureInfo.InvariantCulture, $"busy/{board}#{fpga}")] = 100 * rate.Busy;
        }

        return values;
    }

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static BoardItem BoardOf(
        BoardStatus status, ClusterSnapshot snapshot, ImmutableDictionary<(string Board, int Fpga), FpgaRates> rates, ModelledResources resources)
    {
        var board = status.Board;
        var activity = snapshot.Activity.FirstOrDefault(one => one.Board == board.Name);
        return new BoardItem(
            board.Name,
            board.BoardType,
            board.Endpoint.ToString(),
            status.Reachable,
            status.Leaving,
            status.Healthy,
            board.Packages,
            [
                .. board.Fpgas.Select((fpga, i) => FpgaOf(
                    fpga,
                    i < status.Leases.Length ? status.Leases[i] : null,
                    activity?.Fpgas.FirstOrDefault(one => one.Index == fpga.Index),
                    RateOf(board.Name, fpga.Index),
                    resources.Of(fpga.Loaded, board.BoardType, snapshot.Applications))),
            ]);

        FpgaRates? RateOf(string name, int fpga) => rates.TryGetValue((name, fpga), out var rate) ? rate : null;
    }

    private static FpgaItem FpgaOf(FpgaInfo fpga, JobId? lease, FpgaActivity? activity, FpgaRates? rate, ImmutableSortedDictionary<string, double> modelled)
    {
        var isReported = activity is { Utilisation.IsEmpty: false };
        return new FpgaItem(
            fpga.Index,
            fpga.Kind,
            fpga.Loaded,
            fpga.Fault,
            lease?.ToString(),
            activity?.QueuedChunks ?? 0,
            isReported ? activity!.Utilisation : modelled,
            IsModelled: !isReported && !modelled.IsEmpty,
            activity?.Images ?? 0,
            activity?.Loads ?? 0,
            activity?.Failures ?? 0,
            rate?.ImagesPerSecond,
            rate?.Busy);
    }

    private static ApplicationItem ApplicationOf(ApplicationDescription application, ImageShape? image) => new(
        application.Name,
        application.Network,
        application.Version,
        application.ChunkImages,
        application.MaxImages,
        application.MaxQueue,
        application.QueueTimeout.TotalMilliseconds,
        application.JobTimeout.TotalMilliseconds,
        application.InputBytesPerImage,
        image is { } shape ? new ImageItem(shape.Width, shape.Height, shape.Channels) : null,
        [
            .. application.Positions.Select(position => new ApplicationPositionItem(
                position.JobName,
                position.Layers.ToString(),
                position.Bitstream,
                position.Board.BoardType,
                position.Board.BoardName,
                position.InputBytesPerImage,
                position.OutputBytesPerImage,
                [.. position.Replicas.Select(replica => new ReplicaItem(replica.Weight, replica.BoardName))])),
        ]);
}

/// <summary>Keys of the items that there is one of.</summary>
internal static class StateKeys
{
    public const string View = "view";
    public const string Cluster = "cluster";
}
