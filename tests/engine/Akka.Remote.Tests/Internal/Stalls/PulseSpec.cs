using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote.Tests.Internal.Stalls;

[Collection(RunsAlone.Name)]
public sealed class PulseSpec : RemoteSpec
{
    [Fact]
    public async Task A_system_whose_thread_pool_is_stalled_still_says_that_it_lives()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var system = Start("a");
        var peer = $"akka.tcp://b@127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/user/x";
        ((ExtendedActorSystem)system).Provider.ResolveActorRef(peer).Tell("hello");

        // All on one thread that is not of the pool, as everything else would wait for the stall's end.
        var frames = await OnThread(() => ReadUntilPulse(listener));

        frames.ShouldBe([FrameKind.Message, FrameKind.Pulse]);
    }

    private static List<FrameKind> ReadUntilPulse(Socket listener)
    {
        using var socket = listener.Accept();
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        ReadKind(socket).ShouldBe(FrameKind.Hello);
        using var writer = new WireWriter();
        Frames.Welcome(writer, new Welcome(7));
        socket.Send(writer.WrittenSpan);
        var kinds = new List<FrameKind> { ReadKind(socket) };
        using (new StalledPool()) kinds.Add(ReadKind(socket));
        return kinds;
    }

    private static FrameKind ReadKind(Socket socket)
    {
        var length = BitConverter.ToInt32(Read(socket, FrameBuffer.LengthSize));
        return (FrameKind)Read(socket, length)[0];
    }

    private static byte[] Read(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var received = socket.Receive(bytes.AsSpan(got));
            received.ShouldBeGreaterThan(0);
            got += received;
        }
        return bytes;
    }

    private static Task<T> OnThread<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true }.Start();
        return done.Task;
    }
}
