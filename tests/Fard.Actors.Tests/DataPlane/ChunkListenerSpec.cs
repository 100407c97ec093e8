using System.Collections.Concurrent;
using System.Net.Sockets;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.DataPlane;

public class ChunkListenerSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _log = new();

    [Fact]
    public async Task Hands_a_connection_to_the_stream_that_its_hello_names()
    {
        await using var listener = Start(Patience);
        var hello = new Hello(HelloPurpose.Feed, JobId.New(), 1);
        using var other = listener.Register(hello with { Purpose = HelloPurpose.Collect });
        using var route = listener.Register(hello);
        await using var dialled = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        await using var accepted = await route.Connection.WaitAsync(Patience);
        accepted.Hello.ShouldBe(hello);
        other.Connection.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Lets_a_hello_wait_for_its_job()
    {
        await using var listener = Start(Patience);
        var hello = new Hello(HelloPurpose.Collect, JobId.New(), 2);
        await using var dialled = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        using var route = listener.Register(hello);
        await using var accepted = await route.Connection.WaitAsync(Patience);
        accepted.Hello.ShouldBe(hello);
    }

    [Fact]
    public async Task Turns_an_unknown_job_away_with_a_reason()
    {
        await using var listener = Start(Brief);
        var stream = Loopback.Stream(1);
        await using var dialled = await ChunkDialer.DialAsync(listener.Endpoint, new Hello(HelloPurpose.Feed, stream.Job, 0), Loopback.Settings, default);
        var failure = await RefusalAsync(dialled, stream);
        failure.Error.ShouldBe(DataPlaneError.UnknownJob);
        failure.Message.ShouldContain(stream.Job.ToString());
    }

    [Fact]
    public async Task Turns_a_connection_of_an_attempt_that_is_over_away_at_once()
    {
        await using var listener = Start(Patience);
        var stream = Loopback.Stream(1);
        var hello = new Hello(HelloPurpose.Feed, stream.Job, 0, Attempt: 2);
        using var route = listener.Register(hello);
        await using var stale = await ChunkDialer.DialAsync(listener.Endpoint, hello with { Attempt = 1 }, Loopback.Settings, default);
        (await RefusalAsync(stale, stream)).Error.ShouldBe(DataPlaneError.StaleAttempt);
        await using var dialled = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        await using var accepted = await route.Connection.WaitAsync(Patience);
    }

    [Fact]
    public async Task Names_the_version_of_a_peer_with_a_shorter_hello()
    {
        await using var listener = Start(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.Endpoint.Host, listener.Endpoint.Port);
        await socket.SendAsync((byte[])[.. "FARD"u8, 1, 0, .. new byte[26]]);
        await LoggedAsync("speaks version 1 of the data plane, this member version 2");
    }

    [Fact]
    public async Task Turns_a_second_connection_away_and_keeps_the_first()
    {
        await using var listener = Start(Patience);
        var stream = Loopback.Stream(1);
        var hello = new Hello(HelloPurpose.Feed, stream.Job, 0);
        using var route = listener.Register(hello);
        await using var first = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        await using var accepted = await route.Connection.WaitAsync(Patience);
        await using var second = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        (await RefusalAsync(second, stream)).Error.ShouldBe(DataPlaneError.AlreadyConnected);

        using var receiver = new ChunkReceiver(stream, Loopback.Settings);
        var receiving = receiver.RunAsync(accepted, default);
        var sender = new ChunkSender(first, stream);
        var credit = sender.RunAsync(default);
        await sender.SendAsync(0, new byte[8], 1, default);
        (await receiver.ReadAsync().AsTask().WaitAsync(Patience)).ShouldNotBeNull().Sequence.ShouldBe(0);
        await first.DisposeAsync();
        await Should.ThrowAsync<DataPlaneException>(Task.WhenAll(receiving, credit).WaitAsync(Patience));
    }

    [Fact]
    public async Task Closes_a_connection_that_says_nothing()
    {
        await using var listener = Start(Brief);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.Endpoint.Host, listener.Endpoint.Port);
        await ReadToEndAsync(socket);
        await LoggedAsync("No hello");
    }

    [Fact]
    public async Task Closes_a_connection_of_another_protocol_and_serves_the_next()
    {
        await using var listener = Start(Patience);
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(listener.Endpoint.Host, listener.Endpoint.Port);
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: somewhere\r\n\r\n"u8.ToArray());
            socket.Shutdown(SocketShutdown.Send);
            await ReadToEndAsync(socket);
        }

        await LoggedAsync("is the port right");
        var hello = new Hello(HelloPurpose.Feed, JobId.New(), 0);
        using var route = listener.Register(hello);
        await using var dialled = await ChunkDialer.DialAsync(listener.Endpoint, hello, Loopback.Settings, default);
        await using var accepted = await route.Connection.WaitAsync(Patience);
    }

    [Fact]
    public async Task Bounds_the_connections_that_wait()
    {
        await using var listener = ChunkListener.Start(Loopback.Settings with { HelloTimeout = Patience, MaxPendingConnections = 1 }, TimeProvider.System, _log.Enqueue);
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.Endpoint.Host, listener.Endpoint.Port);
        using var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await second.ConnectAsync(listener.Endpoint.Host, listener.Endpoint.Port);
        await ReadToEndAsync(second);
        await LoggedAsync("1 others wait");
    }

    [Fact]
    public async Task Forgets_a_stream_whose_route_was_disposed()
    {
        await using var listener = Start(Brief);
        var route = listener.Register(new Hello(HelloPurpose.Feed, JobId.New(), 0));
        listener.RouteCount.ShouldBe(1);
        route.Dispose();
        listener.RouteCount.ShouldBe(0);
        await Should.ThrowAsync<OperationCanceledException>(route.Connection);
    }

    [Fact]
    public async Task Says_which_setting_to_change_when_it_cannot_bind()
    {
        await using var listener = Start(Patience);
        var failure = Should.Throw<DataPlaneException>(() => ChunkListener.Start(Loopback.Settings with { Port = listener.Endpoint.Port }, TimeProvider.System, _log.Enqueue));
        failure.Message.ShouldContain("fard.data-plane");
    }

    [Fact]
    public async Task Dialling_nobody_says_where()
    {
        DataEndpoint endpoint;
        await using (var listener = Start(Patience)) endpoint = listener.Endpoint;
        var failure = await Should.ThrowAsync<DataPlaneException>(ChunkDialer.DialAsync(endpoint, new Hello(HelloPurpose.Feed, JobId.New(), 0), Loopback.Settings, default));
        failure.Error.ShouldBe(DataPlaneError.ConnectFailed);
        failure.Message.ShouldContain(endpoint.ToString());
    }

    private ChunkListener Start(TimeSpan helloTimeout) =>
        ChunkListener.Start(Loopback.Settings with { HelloTimeout = helloTimeout }, TimeProvider.System, _log.Enqueue);

    private static async Task<DataPlaneException> RefusalAsync(DataConnection connection, ChunkStream stream)
    {
        var failure = await Should.ThrowAsync<DataPlaneException>(new ChunkSender(connection, stream).RunAsync(default).WaitAsync(Patience));
        failure.ReportedByPeer.ShouldBeTrue();
        return failure;
    }

    private static async Task ReadToEndAsync(Socket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Patience) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset ends the connection as well.
        }
    }

    private async Task LoggedAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!_log.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
