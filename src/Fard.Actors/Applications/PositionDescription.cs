using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Actors.Applications;

/// <summary>One position of an application's pipeline.</summary>
/// <param name="JobName">Name of the job that runs there, such as <c>first_stage</c>.</param>
/// <param name="Layers">The layers that it computes.</param>
/// <param name="Bitstream">Reference of the bitstream package that it loads: <c>name@first..last</c>.</param>
/// <param name="Board">What it asks of its board.</param>
/// <param name="InputBytesPerImage">Bytes of one image in the packed stream that it reads.</param>
/// <param name="OutputBytesPerImage">Bytes of one image in the packed stream that it writes.</param>
public sealed record PositionDescription(
    string JobName,
    LayerRange Layers,
    string Bitstream,
    BoardRequirements Board,
    int InputBytesPerImage,
    int OutputBytesPerImage)
{
    /// <summary>The replicas that the chunks of this position are dealt over, each on a board of its own; at least one.</summary>
    public ImmutableArray<ReplicaDescription> Replicas { get; init; } = ReplicaDescription.Alone;

    /// <summary>The user program that computes in place of a kernel; null: the kernel does.</summary>
    public PositionProgram? Program { get; init; }

    /// <summary>The package's name, without the layers behind <c>@</c>.</summary>
    public string PackageName => Bitstream.Split('@')[0];
}

/// <summary>A user program at a position.</summary>
/// <param name="File">Its main file in the application's folder.</param>
/// <param name="Content">Hash of the application's content; empty in a file that was not sent yet.</param>
/// <param name="CpuMilli">Thousandths of a core that it may use; 0: unlimited.</param>
/// <param name="MemoryBytes">Bytes of memory that it may use; 0: unlimited.</param>
/// <param name="Configuration">What the application's file says below <c>config</c>, as JSON.</param>
public sealed record PositionProgram(ProgramFile File, string Content, int CpuMilli, long MemoryBytes, string Configuration);

/// <summary>One replica of a position.</summary>
/// <param name="Weight">Its share of the chunks, beside the other replicas' weights.</param>
/// <param name="BoardName">Name of the one board that will do; empty: any that the position takes.</param>
public sealed record ReplicaDescription(int Weight, string BoardName = "")
{
    /// <summary>One replica, on any board.</summary>
    public static ImmutableArray<ReplicaDescription> Alone { get; } = [new(1)];
}
