using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Items;
using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>The cluster's state: at once, as a stream of changes, and the rates of the last minutes.</summary>
internal sealed class StateApi(StatePublisher publisher, StreamHost streams, DashboardSettings settings, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/snapshot", SnapshotAsync).RequireRole(GatewayRole.Read);
        routes.MapGet("/api/stream", (HttpContext http) => streams.RunAsync(http, (writer, cancellationToken) => StreamAsync(http, writer, cancellationToken))).RequireRole(GatewayRole.Read);
        routes.MapGet("/api/rates", (HttpContext http) => Answers.WriteAsync(http, publisher.History.Read(), DashboardJson.Default.KeptRates)).RequireRole(GatewayRole.Read);
    }

    private async Task SnapshotAsync(HttpContext http)
    {
        if (await publisher.RefreshAsync(http.RequestAborted) is null)
            await GatewayErrors.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The node manager does not answer. Does a head run?");
        else
            await Answers.WriteAsync(http, StateMessage.Write(publisher.Store.Since(null, 0), time.GetUtcNow()));
    }

    private async Task StreamAsync(HttpContext http, EventStreamWriter writer, CancellationToken cancellationToken)
    {
        using var watching = publisher.Watch();
        var (epoch, version) = StateMessage.ReadId(http.Request.Headers["Last-Event-ID"]);
        // Nothing may be known yet: the first message waits for a first answer of the node manager, or for its silence.
        if (publisher.Store.Since(null, 0).Set.Count == 0) await publisher.RefreshAsync(cancellationToken);
        while (true)
        {
            var change = publisher.Store.Since(epoch, version);
            if (!change.IsEmpty) await writer.WriteAsync("state", StateMessage.Write(change, time.GetUtcNow()), StateMessage.IdOf(change.Epoch, change.Version), cancellationToken);
            (epoch, version) = (change.Epoch, change.Version);
            // Changes within a refresh go out together.
            await Task.Delay(settings.Refresh / 4, time, cancellationToken);
            await streams.WaitAsync(publisher.Store.WaitAsync(version), writer, cancellationToken);
        }
    }
}
