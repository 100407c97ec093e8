using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fard.Benchmarks.Telemetry;

/// <summary>A collector of OTLP on loopback that reads each request and throws it away; it shares the processor's cores with what is measured.</summary>
internal sealed class DiscardingCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private long _requests;
    private long _bytes;

    private DiscardingCollector(WebApplication application) => _application = application;

    /// <summary>Its address, as <c>fard.telemetry.otlp-endpoint</c> takes it.</summary>
    public string Address => _application.Urls.Single();

    /// <summary>Requests that came.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes of their bodies.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public static async Task<DiscardingCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new DiscardingCollector(builder.Build());
        collector._application.Run(collector.TakeAsync);
        await collector._application.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0) Interlocked.Add(ref _bytes, read);
        Interlocked.Increment(ref _requests);
        context.Response.ContentType = "application/x-protobuf";
    }
}
