using System.Globalization;
using System.Text.Json;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Client;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Items;
using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>Events and logs as streams, of everything or of one job.</summary>
internal sealed class EventsApi(EventFeed events, IClusterView view, StreamHost streams)
{
    /// <summary>Lines of logs that may wait for a slow reader; those that come then push the oldest out, and the reader is told how many.</summary>
    private const int WaitingLines = 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/events", (HttpContext http) => ForJobAsync(http, (job, writer, cancellationToken) => EventsAsync(http, job, writer, cancellationToken))).RequireRole(GatewayRole.Read);
        routes.MapGet("/api/logs", (HttpContext http) => ForJobAsync(http, LogsAsync)).RequireRole(GatewayRole.Read);
    }

    private async Task ForJobAsync(HttpContext http, Func<JobId?, EventStreamWriter, CancellationToken, Task> run)
    {
        var text = http.Request.Query["job"].ToString();
        JobId? job = null;
        if (text.Length > 0)
        {
            if (!JobId.TryParse(text, out var id))
            {
                await JobsApi.RefuseIdAsync(http, text);
                return;
            }

            job = id;
        }

        await streams.RunAsync(http, (writer, cancellationToken) => run(job, writer, cancellationToken));
    }

    // Who comes back goes on behind the last event that it has. Where that is not known any more, it is told that the list begins anew.
    private async Task EventsAsync(HttpContext http, JobId? job, EventStreamWriter writer, CancellationToken cancellationToken)
    {
        events.Start();
        var name = job?.ToString();
        var (epoch, number) = StateMessage.ReadId(http.Request.Headers["Last-Event-ID"]);
        var isKnown = epoch == events.Epoch && events.After(number).IsComplete;
        if (!isKnown)
        {
            number = 0;
            await writer.WriteAsync("reset", "{}"u8.ToArray(), null, cancellationToken);
        }

        while (true)
        {
            var (next, isComplete) = events.After(number);
            if (number > 0 && !isComplete) await writer.WriteAsync("reset", "{}"u8.ToArray(), null, cancellationToken);
            foreach (var one in next)
            {
                number = one.Number;
                if (name is not null && one.Job != name) continue;
                await writer.WriteAsync("event", JsonSerializer.SerializeToUtf8Bytes(one, DashboardJson.Default.EventItem), StateMessage.IdOf(events.Epoch, number), cancellationToken);
            }

            await streams.WaitAsync(events.WaitAsync(number), writer, cancellationToken);
        }
    }

    private async Task LogsAsync(JobId? job, EventStreamWriter writer, CancellationToken cancellationToken)
    {
        var lines = new LineQueue<LogEntry>(WaitingLines);
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var follow = FollowAsync(lines, job, following.Token);
        try
        {
            // The reader hears at once that the stream is there, though nobody may log for long.
            await writer.PingAsync(cancellationToken);
            while (true)
            {
                await streams.WaitAsync(lines.WaitAsync(cancellationToken), writer, cancellationToken);
                if (lines.TakeDropped() is var dropped and > 0)
                    await writer.WriteAsync("gap", System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"dropped\":{dropped}}}")), null, cancellationToken);
                while (lines.TryTake(out var entry))
                    await writer.WriteAsync("log", JsonSerializer.SerializeToUtf8Bytes(ItemOf(entry), DashboardJson.Default.LogItem), null, cancellationToken);
                // The reader tries again, and is told the kept lines.
                if (follow.IsCompleted) return;
            }
        }
        finally
        {
            await following.CancelAsync();
            await follow;
        }
    }

    private async Task FollowAsync(LineQueue<LogEntry> lines, JobId? job, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entry in view.FollowLogsAsync(job, cancellationToken)) lines.Add(entry);
        }
        catch (Exception)
        {
            // Cancelled, or nobody answers: the stream ends with it.
        }

        lines.Complete();
    }

    private static LogItem ItemOf(LogEntry entry) => new(entry.At, entry.Member, entry.Board, entry.Level, entry.Source, entry.Message, entry.Job?.ToString());
}
