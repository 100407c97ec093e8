using System.Buffers;
using Fard.Gateway.Grpc;
using Fard.Gateway.Inference.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Gateway.Tests.Grpc;

public class GrpcFrameSpec
{
    [Fact]
    public void Unwraps_what_it_wrote()
    {
        var names = Gen.Choose(32, 0x2FFF).Select(value => (char)value).ArrayOf().Select(text => new string(text));
        Prop.ForAll(names.ToArbitrary(), name =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            var message = new ModelReadyRequest { Name = name };
            GrpcFrame.Write(buffer, message);
            return ModelReadyRequest.Parser.ParseFrom(GrpcFrame.Unwrap(buffer.WrittenMemory).Span).Equals(message);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", GrpcStatus.Internal, "has 0 bytes")]
    [InlineData("00000000", GrpcStatus.Internal, "has 4 bytes")]
    [InlineData("0000000001", GrpcStatus.Internal, "states 1 bytes; the call ends after 0")]
    [InlineData("00FFFFFFFF00", GrpcStatus.Internal, "states 4294967295 bytes")]
    [InlineData("00000000000000000000", GrpcStatus.Internal, "one message")]
    [InlineData("0100000000", GrpcStatus.Unimplemented, "compressed")]
    [InlineData("0200000000", GrpcStatus.Internal, "begins with 2")]
    public void A_frame_that_is_none_is_refused(string bytes, GrpcStatus status, string saying)
    {
        var refusal = Should.Throw<GrpcException>(() => GrpcFrame.Unwrap(Convert.FromHexString(bytes)));
        refusal.Status.ShouldBe(status);
        refusal.Message.ShouldContain(saying);
    }
}
