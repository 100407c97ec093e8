using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>Writes server-sent events (the <c>text/event-stream</c> of the HTML standard) to one reader.</summary>
internal sealed class EventStreamWriter
{
    private readonly PipeWriter _body;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    private EventStreamWriter(PipeWriter body, TimeProvider time, TimeSpan timeout)
    {
        _body = body;
        _time = time;
        _timeout = timeout;
    }

    /// <summary>Begins the answer.</summary>
    /// <param name="timeout">How long the reader may take nothing.</param>
    public static EventStreamWriter Begin(HttpContext http, TimeProvider time, TimeSpan timeout)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // A proxy that collects answers would hold every event back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return new EventStreamWriter(http.Response.BodyWriter, time, timeout);
    }

    /// <summary>Sends one event and waits until the reader has taken it, or its connection's buffers have.</summary>
    /// <param name="name">Its type.</param>
    /// <param name="data">JSON: one line.</param>
    /// <param name="id">What the reader says to go on behind it; null: none.</param>
    /// <exception cref="OperationCanceledException">The reader took nothing for too long, or is gone.</exception>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> data, string? id, CancellationToken cancellationToken)
    {
        Encoding.ASCII.GetBytes(id is null ? $"event: {name}\ndata: " : $"event: {name}\nid: {id}\ndata: ", _body);
        _body.Write(data.Span);
        _body.Write("\n\n"u8);
        using var late = new CancellationTokenSource(_timeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        await _body.FlushAsync(limit.Token);
    }

    /// <summary>Says that there is nothing to say.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => WriteAsync("ping", "{}"u8.ToArray(), null, cancellationToken);
}
