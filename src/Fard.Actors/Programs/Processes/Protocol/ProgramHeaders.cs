using System.Collections.Immutable;
using System.Text.Json;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>Header of <see cref="ProgramFrameType.Hello"/>.</summary>
/// <param name="Version">Version of the protocol that the program speaks.</param>
/// <param name="Secret">What the board gave it in <c>FARD_PROGRAM_SECRET</c>.</param>
/// <param name="Language">What it is written in, for the log.</param>
internal sealed record HelloHeader(int Version, string Secret, string Language = "");

/// <summary>Header of <see cref="ProgramFrameType.Welcome"/>.</summary>
internal sealed record WelcomeHeader
{
    public int Version { get; init; } = ProgramJson.Version;

    /// <summary><c>task</c> or <c>job</c>.</summary>
    public required string Role { get; init; }

    public required string Application { get; init; }

    /// <summary>Name of the task, or of the pipeline position's job.</summary>
    public required string Task { get; init; }

    public required string Peer { get; init; }

    /// <summary>Folder with the application's files; read only.</summary>
    public required string Folder { get; init; }

    /// <summary>The configuration, an object.</summary>
    public JsonElement Configuration { get; init; }

    /// <summary>Kind of the FPGA's device; null: there is none.</summary>
    public string? Fpga { get; init; }

    /// <summary>Whether the program may drive the FPGA itself, without the board's driver.</summary>
    public bool DirectFpga { get; init; }

    /// <summary>A job's place in its pipeline; null for a task.</summary>
    public PipelineHeader? Pipeline { get; init; }

    /// <summary>Longest body of a frame.</summary>
    public int MaxBody { get; init; }

    /// <summary>Most requests without an answer.</summary>
    public int MaxRequests { get; init; }
}

/// <summary>What a job is told of its pipeline: <c>config.pipeline</c>.</summary>
/// <param name="Position">Counted from 0.</param>
internal sealed record PipelineHeader(int Position, int Count, int Replica, int Images, int ChunkImages, int InputBytes, int OutputBytes);

/// <summary>Header of <see cref="ProgramFrameType.Fire"/>; the payload is the body.</summary>
/// <param name="Id">The request's number, which the answer repeats.</param>
internal sealed record FireHeader(long Id, string Name, string? Task = null, string? Peer = null, bool Json = false);

/// <summary>Header of the requests that need no more: <see cref="ProgramFrameType.Output"/> with the data as body.</summary>
internal sealed record RequestHeader(long Id);

/// <summary>Header of <see cref="ProgramFrameType.Peers"/>.</summary>
internal sealed record PeersHeader(long Id, string? Task = null);

/// <summary>Header of <see cref="ProgramFrameType.Load"/>.</summary>
internal sealed record LoadHeader(long Id, string Bitstream);

/// <summary>Header of <see cref="ProgramFrameType.Run"/>; the packed input is the body.</summary>
internal sealed record RunHeader(long Id, int Images);

/// <summary>Header of <see cref="ProgramFrameType.Answer"/>.</summary>
internal sealed record AnswerHeader(long Id)
{
    /// <summary>Why the request failed; null: it did not.</summary>
    public string? Error { get; init; }

    /// <summary>After a load: bytes of an image that a run reads.</summary>
    public int? InputBytes { get; init; }

    /// <summary>After a load: bytes of an image that a run writes.</summary>
    public int? OutputBytes { get; init; }
}

/// <summary>Header of <see cref="ProgramFrameType.Log"/>.</summary>
internal sealed record LogHeader(string Level, string Line);

/// <summary>Header of <see cref="ProgramFrameType.Event"/>; the payload is the body.</summary>
internal sealed record EventHeader(long Number, string Name, string Sender, string SenderTask, string Scope, bool Json);

/// <summary>Header of <see cref="ProgramFrameType.Handled"/> and <see cref="ProgramFrameType.Ping"/>.</summary>
internal sealed record NumberHeader(long Number);

/// <summary>Header of <see cref="ProgramFrameType.Pong"/>.</summary>
/// <param name="Running">Seconds since the call of <c>run()</c> that is under way began; 0: none is.</param>
internal sealed record PongHeader(long Number, double Running = 0);

/// <summary>Header of <see cref="ProgramFrameType.Crash"/>.</summary>
/// <param name="Traceback">Where it happened, as the language shows it.</param>
internal sealed record CrashHeader(string Message, string Traceback = "");

/// <summary>Header of <see cref="ProgramFrameType.Stop"/> and <see cref="ProgramFrameType.Refuse"/>.</summary>
internal sealed record ReasonHeader(string Reason);

/// <summary>One of the peers in the body of a <see cref="ProgramFrameType.Peers"/> answer.</summary>
internal sealed record PeerEntry(string Id, string Task, string Board)
{
    public static ImmutableArray<PeerEntry> Of(ImmutableArray<Peer> peers) => [.. peers.Select(peer => new PeerEntry(peer.Id, peer.Task, peer.Board))];
}
