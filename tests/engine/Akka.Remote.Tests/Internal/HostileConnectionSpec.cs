using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote.Tests.Internal;

/// <summary>What others send that are no actor systems, or broken ones: the connection closes, the system runs on.</summary>
public sealed class HostileConnectionSpec : RemoteSpec
{
    [Fact]
    public Task Closes_on_a_stranger_s_protocol() => Closes((_, writer) => writer.Raw("GET / HTTP/1.1\r\n\r\n"u8));

    [Fact]
    public Task Closes_on_a_frame_beyond_the_maximum() => Closes((_, writer) => writer.Int32(int.MaxValue));

    [Fact]
    public Task Closes_on_a_message_before_the_handshake() => Closes((_, writer) =>
    {
        var start = Frames.Begin(writer, FrameKind.Message);
        writer.Raw(new byte[20]);
        Frames.End(writer, start);
    });

    [Fact]
    public Task Closes_on_a_handshake_for_another_system() => Closes((system, writer) =>
        Frames.Hello(writer, new Hello(Stranger, 1, AddressOf(system).WithSystem("other"))));

    [Fact]
    public Task Closes_on_a_message_that_ends_early() => Closes((system, writer) =>
    {
        Frames.Hello(writer, new Hello(Stranger, 1, AddressOf(system)));
        var start = Frames.Begin(writer, FrameKind.Message);
        writer.Count(100);
        Frames.End(writer, start);
    });

    [Fact]
    public Task Closes_on_a_system_message_out_of_order() => Closes((system, writer) =>
    {
        Frames.Hello(writer, new Hello(Stranger, 1, AddressOf(system)));
        var start = Frames.Begin(writer, FrameKind.SystemMessage);
        writer.Int64(5);
        Frames.End(writer, start);
    });

    [Fact]
    public async Task A_payload_of_an_unknown_serializer_is_dropped_and_the_next_message_delivered()
    {
        var system = Start("victim");
        var probe = new Probe(system, "sink");
        using var socket = await Connect(system);
        using var writer = new WireWriter();
        Frames.Hello(writer, new Hello(Stranger, 1, AddressOf(system)));
        Message(writer, system, serializer: 12345, manifest: "S", payload: "x"u8);
        Message(writer, system, serializer: 17, manifest: "unknown", payload: "x"u8);
        Message(writer, system, serializer: 17, manifest: "I", payload: "xyz"u8);
        Message(writer, system, serializer: 17, manifest: "S", payload: "good"u8);

        await socket.SendAsync(writer.WrittenMemory);

        (await probe.Expect<string>()).ShouldBe("good");
    }

    [Fact]
    public async Task A_type_that_is_not_allowed_is_not_made_whatever_its_name()
    {
        var system = Start("victim");
        var probe = new Probe(system, "sink");
        using var socket = await Connect(system);
        using var writer = new WireWriter();
        Frames.Hello(writer, new Hello(Stranger, 1, AddressOf(system)));
        foreach (var type in new[] { typeof(System.Diagnostics.ProcessStartInfo), typeof(FileInfo), typeof(HostileConnectionSpec) })
        {
            Message(writer, system, serializer: 1, manifest: type.AssemblyQualifiedName!, payload: "{}"u8);
            Message(writer, system, serializer: 1, manifest: type.FullName!, payload: "{}"u8);
        }
        Message(writer, system, serializer: 17, manifest: "S", payload: "good"u8);

        await socket.SendAsync(writer.WrittenMemory);

        (await probe.Expect<string>()).ShouldBe("good");
    }

    private static Address Stranger { get; } = new("akka.tcp", "stranger", "127.0.0.1", 1);

    private static void Message(WireWriter writer, ActorSystem system, int serializer, string manifest, ReadOnlySpan<byte> payload)
    {
        var start = Frames.Begin(writer, FrameKind.Message);
        writer.Text(PathOf(system, "/user/sink"));
        writer.Text("");
        writer.Int32(serializer);
        writer.Text(manifest);
        writer.Raw(payload);
        Frames.End(writer, start);
    }

    private static async Task<Socket> Connect(ActorSystem system)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, AddressOf(system).Port!.Value);
        return socket;
    }

    private async Task Closes(Action<ActorSystem, WireWriter> write)
    {
        var system = Start("victim");
        StartEcho(system, "echo");
        using (var socket = await Connect(system))
        {
            using var writer = new WireWriter();
            write(system, writer);
            await socket.SendAsync(writer.WrittenMemory);
            await ReadToEnd(socket);
        }
        var other = Start("other");
        (await (await Resolve(other, system, "/user/echo")).Ask<string>("still there?", Patience)).ShouldBe("still there?");
    }

    private static async Task ReadToEnd(Socket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
                // A refusal or a welcome may come before the end.
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }
    }
}
