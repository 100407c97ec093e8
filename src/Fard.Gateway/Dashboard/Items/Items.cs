using System.Collections.Immutable;
using Fard.Actors.Observation;

namespace Fard.Gateway.Dashboard.Items;

/// <summary>Whether the cluster is seen at all.</summary>
/// <param name="Connected">Whether the node manager answers.</param>
/// <param name="Problem">Why it does not; empty: it does.</param>
/// <param name="Since">The time of the last state that it gave; null: it answers, or never did.</param>
internal sealed record ViewItem(bool Connected, string Problem, DateTimeOffset? Since);

/// <summary>The members of the cluster.</summary>
/// <param name="NodeManager">Address of the head with the node manager.</param>
internal sealed record ClusterItem(string NodeManager, ImmutableArray<MemberView> Members);

/// <summary>A board with its FPGAs.</summary>
/// <param name="Type">Name of its board description.</param>
/// <param name="Endpoint">Where it takes chunks.</param>
internal sealed record BoardItem(
    string Name, string Type, string Endpoint, bool Reachable, bool Leaving, bool Healthy, ImmutableArray<string> Packages, ImmutableArray<FpgaItem> Fpgas);

/// <summary>An FPGA.</summary>
/// <param name="Kind">What computes, such as <c>emulated</c>.</param>
/// <param name="Loaded">Reference of the bitstream package that is loaded; empty: none.</param>
/// <param name="Fault">Why it is unhealthy; empty: it is healthy.</param>
/// <param name="Job">The job that holds it; null: free.</param>
/// <param name="Utilisation">Resources of the loaded bitstream in percent of the board's.</param>
/// <param name="IsModelled">Whether they are the model's, because the board reports none.</param>
/// <param name="ImagesPerSecond">Over the last interval between two reports; null: not known.</param>
/// <param name="Busy">Share of that interval for which it computed, 0 to 1; null: not known.</param>
internal sealed record FpgaItem(
    int Index, string Kind, string Loaded, string Fault, string? Job, int QueuedChunks, ImmutableSortedDictionary<string, double> Utilisation, bool IsModelled, long Images, long Loads,
    long Failures, double? ImagesPerSecond, double? Busy);

/// <summary>An application.</summary>
/// <param name="Image">The images that it takes; null: packed streams only, or a network that this gateway does not know.</param>
internal sealed record ApplicationItem(
    string Name, string Network, long Version, int ChunkImages, int MaxImages, int MaxQueue, double QueueTimeoutMs, double JobTimeoutMs, int InputBytesPerImage,
    ImageItem? Image, ImmutableArray<ApplicationPositionItem> Positions);

/// <summary>The size of an application's images.</summary>
internal sealed record ImageItem(int Width, int Height, int Channels);

/// <summary>A position of an application.</summary>
internal sealed record ApplicationPositionItem(
    string JobName, string Layers, string Bitstream, string BoardType, string BoardName, int InputBytesPerImage, int OutputBytesPerImage, ImmutableArray<ReplicaItem> Replicas);

/// <summary>A replica of a position.</summary>
/// <param name="Board">The one board that will do; empty: any.</param>
internal sealed record ReplicaItem(int Weight, string Board);

/// <summary>What an application's pipeline does now.</summary>
/// <param name="ImagesPerSecond">Of its last position.</param>
/// <param name="Bottleneck">The position whose boards are busiest; -1: none stands out, because nothing runs or there is only one.</param>
internal sealed record PipelineItem(string Application, double ImagesPerSecond, int Bottleneck, ImmutableArray<PipelinePositionItem> Positions);

/// <summary>What a position does now, over the boards that have its bitstream.</summary>
/// <param name="Busy">Mean share of the time for which they computed; null: not known.</param>
internal sealed record PipelinePositionItem(double ImagesPerSecond, double? Busy, int QueuedChunks, ImmutableArray<string> Boards);

/// <summary>An event.</summary>
/// <param name="Number">Counts the events that this gateway has seen: it grows where the node manager's sequence begins anew.</param>
internal sealed record EventItem(
    long Number, long Sequence, DateTimeOffset At, string Kind, string Severity, string Text, string? Job, string Application, string Board);

/// <summary>A line of a member's log.</summary>
internal sealed record LogItem(DateTimeOffset At, string Member, string Board, string Level, string Source, string Message, string? Job);
