using System.Net;
using System.Net.Sockets;
using Fard.Actors.Content;

namespace Fard.Actors.DataPlane;

/// <summary>
/// The one listening socket of a member: reads the hello of every connection and hands the connection to the job and position that wait for it, or to the
/// service of contents.
/// A hello that comes before its job waits a while, because client and boards are told of a job at the same time.
/// </summary>
public sealed class ChunkListener : IAsyncDisposable
{
    private readonly DataPlaneSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Hello, ChunkRoute> _routes = [];
    private readonly Dictionary<Hello, TaskCompletionSource<ChunkRoute>> _awaited = [];
    private readonly Task _accepting;
    private int _pending;
    private IContentService? _contents;

    private ChunkListener(DataPlaneSettings settings, TimeProvider time, Action<string> log, Socket socket)
    {
        _settings = settings;
        _time = time;
        _log = log;
        _socket = socket;
        var bound = (IPEndPoint)socket.LocalEndPoint!;
        Endpoint = new DataEndpoint(settings.PublicHost ?? settings.Host, bound.Port);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where others dial.</summary>
    public DataEndpoint Endpoint { get; }

    /// <summary>Streams that are waited for or connected.</summary>
    public int RouteCount
    {
        get { lock (_gate) return _routes.Count; }
    }

    /// <summary>Binds and starts to listen.</summary>
    /// <param name="log">Gets a sentence for every connection that is turned away.</param>
    /// <exception cref="DataPlaneException">The address cannot be bound.</exception>
    public static ChunkListener Start(DataPlaneSettings settings, TimeProvider time, Action<string> log)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var address = IPAddress.TryParse(settings.Host, out var parsed) ? parsed : Dns.GetHostAddresses(settings.Host)[0];
            socket.Bind(new IPEndPoint(address, settings.Port));
            socket.Listen(512);
            return new ChunkListener(settings, time, log, socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new DataPlaneException(
                DataPlaneError.ConnectFailed,
                $"The data plane cannot listen on {settings.Host}:{settings.Port} ({exception.Message}); set fard.data-plane.host and port to an address of this machine that is free.",
                innerException: exception);
        }
    }

    /// <summary>Waits for the connection that says <paramref name="hello"/>.</summary>
    public ChunkRoute Register(Hello hello)
    {
        var route = new ChunkRoute(this, hello);
        TaskCompletionSource<ChunkRoute>? waiting;
        lock (_gate)
        {
            if (!_routes.TryAdd(hello, route))
                throw new InvalidOperationException($"Position {hello.Position} of job {hello.Job} is registered for {hello.Purpose} already.");
            _awaited.Remove(hello, out waiting);
        }

        waiting?.TrySetResult(route);
        return route;
    }

    /// <summary>Who serves the connections for contents from now on; without one they are turned away.</summary>
    public void Serve(IContentService contents) => Volatile.Write(ref _contents, contents);

    internal void Forget(ChunkRoute route)
    {
        lock (_gate)
        {
            if (_routes.TryGetValue(route.Hello, out var known) && known == route) _routes.Remove(route.Hello);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var accepted = await _socket.AcceptAsync(_stopping.Token);
                _ = WelcomeAsync(accepted);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException exception) when (!_stopping.IsCancellationRequested)
            {
                // A connection that broke before it was accepted concerns nobody else.
                _log($"A data connection could not be accepted: {exception.Message}");
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task WelcomeAsync(Socket socket)
    {
        if (Interlocked.Increment(ref _pending) > _settings.MaxPendingConnections)
        {
            Interlocked.Decrement(ref _pending);
            _log($"A data connection from {socket.RemoteEndPoint} was closed: {_settings.MaxPendingConnections} others wait already (fard.data-plane.max-pending-connections).");
            socket.Dispose();
            return;
        }

        DataConnection? connection = null;
        try
        {
            connection = new DataConnection(socket, _settings);
            await RouteAsync(connection);
        }
        catch (DataPlaneException exception)
        {
            _log($"The data connection from {connection!.Peer} was closed: {exception.Message}");
            await connection.FailAsync(exception.Error, exception.Message);
        }
        catch (Exception exception)
        {
            _log($"A data connection was closed: {exception.Message}");
            socket.Dispose();
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    private async Task RouteAsync(DataConnection connection)
    {
        using var timer = new CancellationTokenSource(_settings.HelloTimeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stopping.Token);
        Hello hello;
        try
        {
            hello = await connection.ReadHelloAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new DataPlaneException(DataPlaneError.HelloTimeout, $"No hello came within {_settings.HelloTimeout.TotalSeconds:0.###} s.");
        }

        if (hello.Purpose == HelloPurpose.Content)
        {
            var contents = Volatile.Read(ref _contents)
                ?? throw new DataPlaneException(DataPlaneError.NotServed, $"{Endpoint} has no contents; ask a head.");
            contents.Attach(connection, _stopping.Token);
            return;
        }

        var route = await FindAsync(hello, limit.Token);
        if (!route.TryAttach(connection))
            throw new DataPlaneException(DataPlaneError.AlreadyConnected, $"Position {hello.Position} of job {hello.Job} has its {hello.Purpose} connection already.");
    }

    private async ValueTask<ChunkRoute> FindAsync(Hello hello, CancellationToken cancellationToken)
    {
        TaskCompletionSource<ChunkRoute>? waiting;
        lock (_gate)
        {
            if (_routes.TryGetValue(hello, out var route)) return route;
            if (_routes.Keys.Any(known => known.Attempt > hello.Attempt && known with { Attempt = hello.Attempt } == hello))
                throw new DataPlaneException(DataPlaneError.StaleAttempt, $"Attempt {hello.Attempt} of job {hello.Job} is over; position {hello.Position} runs in a later one.");
            if (!_awaited.TryGetValue(hello, out waiting))
                _awaited.Add(hello, waiting = new TaskCompletionSource<ChunkRoute>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            return await waiting.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                if (_awaited.TryGetValue(hello, out var current) && current == waiting) _awaited.Remove(hello);
            }

            throw new DataPlaneException(DataPlaneError.UnknownJob, $"Position {hello.Position} of job {hello.Job} is not known here ({hello.Purpose}).");
        }
    }
}
