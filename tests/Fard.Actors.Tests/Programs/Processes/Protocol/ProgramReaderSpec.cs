using System.Net.Sockets;
using Fard.Actors.Programs.Processes.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Programs.Processes.Protocol;

public sealed class ProgramReaderSpec : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
    private readonly Socket _near = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _far;
    private readonly ProgramReader _reader;

    public ProgramReaderSpec()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var endpoint = new UnixDomainSocketEndPoint(Path.Combine(_folder, "socket"));
        listener.Bind(endpoint);
        listener.Listen(1);
        _near.Connect(endpoint);
        _far = listener.Accept();
        _reader = new ProgramReader(_far, 1 << 20);
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Reads_frames_however_they_are_cut_into_pieces()
    {
        var frames = (from header in Gen.Choose(0, 3000) from body in Gen.Choose(0, 5000) select (header, body)).ListOf().Where(list => list.Count is > 0 and < 8);
        var cases = from list in frames from piece in Gen.Choose(1, 4000) select (list, piece);
        Prop.ForAll(cases.ToArbitrary(), test => RoundTripAsync([.. test.list], test.piece).WaitAsync(Patience).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task Says_that_the_connection_ended_between_two_frames()
    {
        _near.Shutdown(SocketShutdown.Send);
        (await _reader.NextAsync(default).AsTask().WaitAsync(Patience)).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_a_connection_that_ends_within_a_frame()
    {
        var bytes = Encode(20, 0);
        await _near.SendAsync(bytes.AsMemory(..^1));
        _near.Shutdown(SocketShutdown.Send);
        (await Should.ThrowAsync<ProgramProtocolException>(() => _reader.NextAsync(default).AsTask().WaitAsync(Patience))).Message.ShouldContain("within");
    }

    [Fact]
    public async Task Refuses_a_connection_that_ends_within_a_body()
    {
        var bytes = Encode(20, 3000);
        await _near.SendAsync(bytes.AsMemory(..^1));
        _near.Shutdown(SocketShutdown.Send);
        var frame = (await _reader.NextAsync(default).AsTask().WaitAsync(Patience)).ShouldNotBeNull();
        await Should.ThrowAsync<ProgramProtocolException>(() => _reader.ReadBodyAsync(frame, new byte[3000], default).AsTask().WaitAsync(Patience));
    }

    private async Task<bool> RoundTripAsync((int Header, int Body)[] frames, int piece)
    {
        var sending = Task.Run(async () =>
        {
            foreach (var part in frames.SelectMany(frame => Encode(frame.Header, frame.Body)).Chunk(piece)) await _near.SendAsync(part);
        });
        foreach (var (header, length) in frames)
        {
            var frame = await _reader.NextAsync(default);
            if (frame is not { Type: ProgramFrameType.Output } read || read.HeaderLength != header || read.BodyLength != length) return false;
            var body = new byte[length];
            await _reader.ReadBodyAsync(read, body, default);
            if (!_reader.Header.SequenceEqual(Pattern(header, 1)) || !body.AsSpan().SequenceEqual(Pattern(length, 2))) return false;
        }

        await sending;
        return true;
    }

    private static byte[] Encode(int header, int body)
    {
        var prefix = new byte[ProgramFrame.PrefixLength];
        new ProgramFrame(ProgramFrameType.Output, header, body).Write(prefix);
        return [.. prefix, .. Pattern(header, 1), .. Pattern(body, 2)];
    }

    private static byte[] Pattern(int length, int seed) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7 + seed))];
}
