using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>Runs streams of server-sent events: as many as are allowed, each until its reader goes, is too slow, or the gateway stops.</summary>
internal sealed class StreamHost(DashboardSettings settings, TimeProvider time, CancellationToken stopping)
{
    private readonly ListenerGate _gate = new(settings.MaxListeners);

    /// <summary>Runs a stream.</summary>
    /// <param name="run">Writes it until it is cancelled.</param>
    public async Task RunAsync(HttpContext http, Func<EventStreamWriter, CancellationToken, Task> run)
    {
        using var place = _gate.TryEnter();
        if (place is null)
        {
            http.Response.Headers.RetryAfter = "10";
            await GatewayErrors.WriteAsync(
                http, StatusCodes.Status503ServiceUnavailable, $"{settings.MaxListeners} streams are open already; close a page, or raise fard.gateway.dashboard.max-listeners.");
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var writer = EventStreamWriter.Begin(http, time, settings.WriteTimeout);
        try
        {
            await run(writer, ending.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Gone, or too slow: it connects again and gets the state of that time.
            http.Abort();
        }
        catch (OperationCanceledException)
        {
            // The gateway stops; the answer ends here.
        }
    }

    /// <summary>Waits for news, and pings while there are none.</summary>
    public async Task WaitAsync(Task news, EventStreamWriter writer, CancellationToken cancellationToken)
    {
        while (!news.IsCompleted)
        {
            try
            {
                await news.WaitAsync(settings.PingInterval, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                await writer.PingAsync(cancellationToken);
            }
        }
    }
}
