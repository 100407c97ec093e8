using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Fard.Gateway.Grpc;

/// <summary>
/// The frame of a message: one byte that says whether it is compressed, its length as a big-endian 32-bit number, the message.
/// </summary>
internal static class GrpcFrame
{
    /// <summary>Bytes in front of a message.</summary>
    public const int PrefixBytes = 5;

    /// <summary>The one message of a unary call.</summary>
    /// <param name="body">Everything that the caller sent.</param>
    /// <exception cref="GrpcException">It is not exactly one message that is not compressed.</exception>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> body)
    {
        if (body.Length < PrefixBytes) throw new GrpcException(GrpcStatus.Internal, $"The call has {body.Length} bytes; a message has {PrefixBytes} in front of it.");
        switch (body.Span[0])
        {
            case 0:
                break;
            case 1:
                throw new GrpcException(GrpcStatus.Unimplemented, "The message is compressed; this server takes only identity.");
            default:
                throw new GrpcException(GrpcStatus.Internal, $"The message begins with {body.Span[0]}; the first byte is 0 or 1.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]);
        var rest = body.Length - PrefixBytes;
        if (length > rest) throw new GrpcException(GrpcStatus.Internal, $"The message states {length} bytes; the call ends after {rest}.");
        if (length < rest) throw new GrpcException(GrpcStatus.Internal, $"The message states {length} bytes; {rest - length} follow it, and a unary call has one message.");
        return body[PrefixBytes..];
    }

    /// <summary>Writes a message.</summary>
    public static void Write(IBufferWriter<byte> writer, IMessage message)
    {
        var prefix = writer.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        writer.Advance(PrefixBytes);
        message.WriteTo(writer);
    }
}
