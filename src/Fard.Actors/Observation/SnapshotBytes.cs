using System.Collections.Immutable;
using Fard.Actors.Messages;
using Google.Protobuf;

namespace Fard.Actors.Observation;

/// <summary>A snapshot as the bytes that travel; members are not part of it, because every member sees them for itself.</summary>
internal static class SnapshotBytes
{
    /// <summary>Bytes of one part: a message has to stay small.</summary>
    public const int PartBytes = 64_000;

    /// <summary>Largest snapshot that is put together again.</summary>
    public const int MaxBytes = 64 << 20;

    public static byte[] Encode(ClusterSnapshot snapshot)
    {
        var proto = new Protocol.ClusterState { AtUs = snapshot.At.ToProto(), NodeManager = snapshot.NodeManager, LastEvent = snapshot.LastEvent };
        proto.Boards.AddRange(snapshot.Boards.Select(ClientCodecs.Encode));
        proto.Activity.AddRange(snapshot.Activity.Select(ObservationValues.ToProto));
        proto.Jobs.AddRange(snapshot.Jobs.Select(ObservationValues.ToProto));
        proto.Applications.AddRange(snapshot.Applications.Select(ProtocolValues.ToProto));
        return proto.ToByteArray();
    }

    /// <exception cref="FormatException">A value is impossible.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no snapshot.</exception>
    public static ClusterSnapshot Decode(ReadOnlySpan<byte> bytes, ImmutableArray<MemberView> members)
    {
        var proto = Protocol.ClusterState.Parser.ParseFrom(bytes);
        return new ClusterSnapshot(
            proto.AtUs.ToTime(),
            proto.NodeManager,
            proto.LastEvent.NotNegative(),
            members,
            [.. proto.Boards.Select(ClientCodecs.Decode)],
            [.. proto.Activity.Select(ObservationValues.ToActivity)],
            [.. proto.Jobs.Select(ObservationValues.ToRecord)],
            [.. proto.Applications.Select(ProtocolValues.ToApplication)]);
    }

    /// <summary>Parts of so many bytes.</summary>
    public static int PartsOf(int bytes) => Math.Max(1, (bytes + PartBytes - 1) / PartBytes);

    public static ImmutableArray<byte> Part(byte[] bytes, int part) => ImmutableArray.Create(bytes.AsSpan()[(part * PartBytes)..Math.Min(bytes.Length, (part + 1) * PartBytes)]);
}
