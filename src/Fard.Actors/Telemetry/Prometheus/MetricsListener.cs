using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fard.Actors.Members;

namespace Fard.Actors.Telemetry.Prometheus;

/// <summary>
/// Answers <c>GET /metrics</c> for Prometheus, and nothing else: HTTP/1.1 with one request for each connection. It is this small, and no web server, so that
/// a board needs nothing but .NET's base runtime.
/// </summary>
public sealed class MetricsListener : IAsyncDisposable
{
    private const int MaxHead = 8 * 1024;
    private const int MaxConnections = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;
    private readonly MetricsCollector _collector;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _slots = new(MaxConnections, MaxConnections);
    private readonly Task _accepting;

    private MetricsListener(TcpListener listener, MetricsCollector collector, TimeProvider time)
    {
        _listener = listener;
        _collector = collector;
        _time = time;
        Endpoint = (IPEndPoint)listener.LocalEndpoint;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Binds and starts to answer.</summary>
    /// <param name="host">An address of this machine, or its name.</param>
    /// <param name="port">A port; 0 takes a free one.</param>
    /// <param name="collector">What it answers with; disposed with the listener.</param>
    /// <exception cref="FardConfigurationException">The address cannot be bound.</exception>
    public static MetricsListener Start(string host, int port, MetricsCollector collector, TimeProvider time)
    {
        TcpListener? listener = null;
        try
        {
            var address = IPAddress.TryParse(host, out var parsed) ? parsed : Dns.GetHostAddresses(host)[0];
            listener = new TcpListener(address, port);
            listener.Start();
            return new MetricsListener(listener, collector, time);
        }
        catch (SocketException exception)
        {
            listener?.Dispose();
            collector.Dispose();
            throw new FardConfigurationException(
                $"The metrics cannot be served on {host}:{port} ({exception.Message}); set fard.telemetry.prometheus.host and port to an address of this machine that is free.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        // Whoever is being answered gives its slot back.
        for (var slot = 0; slot < MaxConnections; slot++) await _slots.WaitAsync();
        _collector.Dispose();
        _slots.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _slots.WaitAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_stopping.Token));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Nobody came, or who came was gone again; or the listener ends.
                _slots.Release();
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            using var timer = new CancellationTokenSource(Patience, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stopping.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var answer = Answer(await ReadHeadAsync(stream, limit.Token));
            await stream.WriteAsync(answer, limit.Token);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It went away, or took too long.
        }
        finally
        {
            _slots.Release();
        }
    }

    // The head of the request as far as it is needed; null: it is too long, or none.
    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxHead);
        try
        {
            var length = 0;
            while (length < MaxHead)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length, MaxHead - length), cancellationToken);
                if (read == 0) return null;
                length += read;
                if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) return Encoding.Latin1.GetString(buffer, 0, length);
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private byte[] Answer(string? head)
    {
        if (head?.Split("\r\n", 2)[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
            return Text("400 Bad Request", $"This is no HTTP/1.1 request with a head of at most {MaxHead} bytes.\n");
        if (target.Split('?', 2)[0] != "/metrics") return Text("404 Not Found", "There is only /metrics.\n");
        return method switch
        {
            "GET" => Text("200 OK", _collector.Collect(), MetricsCollector.ContentType),
            "HEAD" => Text("200 OK", "", MetricsCollector.ContentType),
            _ => Text("405 Method Not Allowed", "Use GET.\n", more: "Allow: GET, HEAD\r\n"),
        };
    }

    private static byte[] Text(string status, string body, string type = "text/plain; charset=utf-8", string more = "") => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{more}Connection: close\r\n\r\n{body}");
}
