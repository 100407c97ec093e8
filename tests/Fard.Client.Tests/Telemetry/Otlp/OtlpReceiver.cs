using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fard.Client.Tests.Telemetry.Otlp;

/// <summary>A collector on loopback: takes OTLP as protobuf over HTTP and keeps what came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _receiving;

    private OtlpReceiver(HttpListener listener, string address)
    {
        _listener = listener;
        Address = address;
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>Its address, as <c>fard.telemetry.otlp-endpoint</c> takes it.</summary>
    public string Address { get; }

    public ConcurrentQueue<OtlpSpan> Spans { get; } = [];

    public ConcurrentQueue<OtlpMetric> Metrics { get; } = [];

    /// <summary>What was no request of OTLP.</summary>
    public ConcurrentQueue<string> Refused { get; } = [];

    public static OtlpReceiver Start()
    {
        while (true)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
            var listener = new HttpListener { Prefixes = { $"{address}/" } };
            try
            {
                listener.Start();
                return new OtlpReceiver(listener, address);
            }
            catch (HttpListenerException)
            {
                // Somebody else took the port in between.
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _receiving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            try
            {
                await TakeAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.IsListening) return;
            }
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        try
        {
            switch (context.Request)
            {
                case { HttpMethod: "POST", ContentType: "application/x-protobuf", RawUrl: "/v1/traces" }:
                    foreach (var span in OtlpRequests.Spans(body.ToArray())) Spans.Enqueue(span);
                    break;
                case { HttpMethod: "POST", ContentType: "application/x-protobuf", RawUrl: "/v1/metrics" }:
                    foreach (var metric in OtlpRequests.Metrics(body.ToArray())) Metrics.Enqueue(metric);
                    break;
                default:
                    throw new InvalidDataException("There is no such request.");
            }

            // An empty answer is OTLP's message for "all of it was taken".
            context.Response.ContentType = "application/x-protobuf";
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or Google.Protobuf.InvalidProtocolBufferException)
        {
            Refused.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.ContentType}: {exception.Message}");
            context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
        }

        context.Response.Close();
    }
}
