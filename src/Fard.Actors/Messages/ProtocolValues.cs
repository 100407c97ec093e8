using System.Collections.Immutable;
using Akka.Actor;
using Akka.Serialization;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Telemetry;
using Fard.Networks.Description;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>The values inside messages, from and to their protobuf form. What comes from outside is checked here.</summary>
internal static class ProtocolValues
{
    public static ByteString ToProto(this JobId job)
    {
        Span<byte> bytes = stackalloc byte[JobId.Length];
        job.Write(bytes);
        return ByteString.CopyFrom(bytes);
    }

    public static JobId ToJob(this ByteString bytes) =>
        bytes.Length == JobId.Length ? JobId.Read(bytes.Span) : throw new FormatException($"a job id has {bytes.Length} bytes, not {JobId.Length}");

    /// <summary>The path of an actor as any member finds it; empty: nobody.</summary>
    public static string ToProto(this IActorRef actor) => actor.IsNobody() ? "" : Serialization.SerializedActorPath(actor);

    public static IActorRef ToActor(this string path, ExtendedActorSystem system)
    {
        if (path.Length == 0) return ActorRefs.Nobody;
        return ActorPath.TryParse(path, out _) ? system.Provider.ResolveActorRef(path) : throw new FormatException($"'{path}' is no path of an actor");
    }

    public static Protocol.Endpoint ToProto(this DataEndpoint endpoint) => new() { Host = endpoint.Host, Port = endpoint.Port };

    public static DataEndpoint ToEndpoint(this Protocol.Endpoint? endpoint) =>
        endpoint is { Host.Length: > 0, Port: > 0 and <= 65535 }
            ? new DataEndpoint(endpoint.Host, endpoint.Port)
            : throw new FormatException($"'{endpoint}' is no data endpoint");

    public static Protocol.Position ToProto(this PositionDescription position)
    {
        var proto = new Protocol.Position
        {
            JobName = position.JobName,
            Layers = new Protocol.Layers { First = position.Layers.First, Last = position.Layers.Last },
            Bitstream = position.Bitstream,
            BoardType = position.Board.BoardType,
            BoardName = position.Board.BoardName,
            InputBytesPerImage = position.InputBytesPerImage,
            OutputBytesPerImage = position.OutputBytesPerImage,
            Program = position.Program?.ToProto(),
        };
        proto.Replicas.AddRange(position.Replicas.Select(replica => new Protocol.Replica { Weight = replica.Weight, BoardName = replica.BoardName }));
        return proto;
    }

    public static PositionDescription ToPosition(this Protocol.Position? position)
    {
        if (position?.Layers is null) throw new FormatException("a position or its layers are missing");
        var layers = new LayerRange(position.Layers.First, position.Layers.Last);
        if (layers.First < 0 || layers.Last < layers.First) throw new FormatException($"{layers} is no range of layers");
        return new PositionDescription(
            position.JobName,
            layers,
            position.Bitstream,
            new BoardRequirements(position.BoardType, position.BoardName),
            position.InputBytesPerImage.Positive(),
            position.OutputBytesPerImage.Positive())
        {
            Program = position.Program?.ToProgram(),
            Replicas = position.Replicas.Count switch
            {
                0 => throw new FormatException("a position without replicas"),
                1 when position.Replicas[0] is { Weight: 1, BoardName: "" } => ReplicaDescription.Alone,
                _ => [.. position.Replicas.Select(replica => new ReplicaDescription(replica.Weight.Positive(), replica.BoardName))],
            },
        };
    }

    private static Protocol.PositionProgram ToProto(this PositionProgram program) => new()
    {
        MainDir = program.File.MainDir,
        MainFile = program.File.MainFile,
        OwnProcess = program.File.OwnProcess,
        Content = program.Content,
        CpuMilli = program.CpuMilli,
        MemoryBytes = program.MemoryBytes,
        Configuration = program.Configuration,
    };

    private static PositionProgram ToProgram(this Protocol.PositionProgram program) => new(
        new ProgramFile(program.MainDir, program.MainFile) { OwnProcess = program.OwnProcess },
        program.Content,
        program.CpuMilli.NotNegative(),
        program.MemoryBytes >= 0 ? program.MemoryBytes : throw new FormatException($"{program.MemoryBytes} bytes of memory"),
        program.Configuration);

    public static IEnumerable<Protocol.PlacedReplica> ToProto(this ImmutableArray<PlacedReplica> replicas) => replicas.Select(replica => new Protocol.PlacedReplica
    {
        Replica = replica.Replica,
        Weight = replica.Weight,
        Board = replica.Board,
        Endpoint = replica.Endpoint.ToProto(),
    });

    public static ImmutableArray<PlacedReplica> ToReplicas(this IReadOnlyCollection<Protocol.PlacedReplica> replicas)
    {
        var placed = replicas
            .Select(replica => new PlacedReplica(replica.Replica is >= 0 and <= ushort.MaxValue ? replica.Replica : throw new FormatException($"replica {replica.Replica}"), replica.Weight, replica.Board, replica.Endpoint.ToEndpoint()))
            .ToImmutableArray();
        if (placed.Length > 0 && ChunkDeal.PeriodOf([.. placed.Select(replica => replica.Weight)]) is 0 or > ChunkDeal.MaxPeriod)
            throw new FormatException($"weights {string.Join(", ", placed.Select(replica => replica.Weight))} cannot be dealt");
        return placed.DistinctBy(replica => replica.Replica).Count() == placed.Length ? placed : throw new FormatException("a replica stands twice in a position");
    }

    public static Protocol.Application ToProto(this ApplicationDescription application)
    {
        var proto = new Protocol.Application
        {
            Name = application.Name,
            Network = application.Network,
            MaxImages = application.MaxImages,
            ChunkImages = application.ChunkImages,
            MaxQueue = application.MaxQueue,
            QueueTimeoutMs = application.QueueTimeout.ToMilliseconds(),
            JobTimeoutMs = application.JobTimeout.ToMilliseconds(),
            Version = application.Version,
        };
        proto.Positions.AddRange(application.Positions.Select(ToProto));
        return proto;
    }

    public static ApplicationDescription ToApplication(this Protocol.Application application) =>
        new(application.Name, application.Network, application.Positions.Count > 0 ? [.. application.Positions.Select(ToPosition)] : throw new FormatException("an application without positions"))
        {
            MaxImages = application.MaxImages.Positive(),
            ChunkImages = application.ChunkImages.Positive(),
            MaxQueue = application.MaxQueue.NotNegative(),
            QueueTimeout = application.QueueTimeoutMs.ToTimeSpan(),
            JobTimeout = application.JobTimeoutMs.ToTimeSpan(),
            Version = application.Version >= 0 ? application.Version : throw new FormatException($"{application.Version} is no version of an application"),
        };

    public static Protocol.Board ToProto(this BoardInfo board)
    {
        var proto = new Protocol.Board
        {
            Name = board.Name,
            BoardType = board.BoardType,
            Endpoint = board.Endpoint.ToProto(),
            Fetches = board.Fetches,
            CpuMilli = board.CpuMilli,
            MemoryBytes = board.MemoryBytes,
        };
        proto.Roles.AddRange(board.Roles);
        proto.Fpgas.AddRange(board.Fpgas.Select(fpga => new Protocol.Fpga { Index = fpga.Index, Kind = fpga.Kind, Loaded = fpga.Loaded, Fault = fpga.Fault }));
        proto.Packages.AddRange(board.Packages);
        return proto;
    }

    public static BoardInfo ToBoard(this Protocol.Board? board)
    {
        if (board is null) throw new FormatException("the board is missing");
        var fpgas = board.Fpgas.Select(fpga => new FpgaInfo(fpga.Index, fpga.Kind, fpga.Loaded) { Fault = fpga.Fault }).ToImmutableArray();
        if (fpgas.Where((fpga, index) => fpga.Index != index).Any()) throw new FormatException("the FPGAs of a board are numbered 0, 1, ...");
        return new BoardInfo(board.Name, board.BoardType, board.Endpoint.ToEndpoint(), fpgas, [.. board.Packages])
        {
            Fetches = board.Fetches,
            CpuMilli = board.CpuMilli.NotNegative(),
            MemoryBytes = board.MemoryBytes >= 0 ? board.MemoryBytes : throw new FormatException($"{board.MemoryBytes} bytes of memory"),
            Roles = [.. board.Roles],
        };
    }

    public static JobFailure ToFailure(this int failure) =>
        Enum.IsDefined((JobFailure)failure) ? (JobFailure)failure : throw new FormatException($"{failure} is no job failure");

    public static JobPhase ToPhase(this int phase) =>
        Enum.IsDefined((JobPhase)phase) ? (JobPhase)phase : throw new FormatException($"{phase} is no phase of a job");

    public static long ToMilliseconds(this TimeSpan time) => checked((long)Math.Ceiling(time.TotalMilliseconds));

    public static TimeSpan ToTimeSpan(this long milliseconds) =>
        milliseconds is >= 0 and <= int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : throw new FormatException($"{milliseconds} ms is no time-out");

    /// <summary>What a member says of its trace must not keep a job from running: what is no traceparent is dropped.</summary>
    public static string? ToTraceParent(this string text) => text.Length is > 0 and <= FardTracing.MaxTraceParent ? text : null;

    public static int NotNegative(this int value) => value >= 0 ? value : throw new FormatException($"{value} where a count is expected");

    public static int Positive(this int value) => value > 0 ? value : throw new FormatException($"{value} where a positive number is expected");
}
