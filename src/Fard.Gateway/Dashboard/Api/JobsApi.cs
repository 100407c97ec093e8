using System.Text.Json;
using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Items;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>One job with its timeline, and how it is cancelled.</summary>
internal sealed class JobsApi(IClusterView view)
{
    private const int LongestBody = 4096;
    private const int LongestReason = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/jobs/{id}", FindAsync).RequireRole(GatewayRole.Read);
        routes.MapPost("/api/jobs/{id}/cancel", CancelAsync).RequireRole(GatewayRole.Operate);
    }

    /// <summary>Answers that a text is no job's id.</summary>
    public static Task RefuseIdAsync(HttpContext http, string text) => GatewayErrors.WriteAsync(
        http, StatusCodes.Status400BadRequest, $"'{(text.Length > 64 ? text[..64] + "…" : text)}' is no job's id, which has {2 * JobId.Length} hexadecimal digits.");

    private async Task FindAsync(HttpContext http, string id)
    {
        if (!JobId.TryParse(id, out var job)) await RefuseIdAsync(http, id);
        else if (await view.FindJobAsync(job, http.RequestAborted) is { } record) await Answers.WriteAsync(http, JobItem.Of(record, withTimeline: true), DashboardJson.Default.JobItem);
        else await GatewayErrors.WriteAsync(http, StatusCodes.Status404NotFound, $"The node manager knows nothing of job {job} (any more).");
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        if (!JobId.TryParse(id, out var job))
        {
            await RefuseIdAsync(http, id);
            return;
        }

        if (await ReadReasonAsync(http) is not { } reason) return;
        var caller = Caller.Of(http).Name;
        var text = caller.Length > 0 ? $"{reason} ({caller})" : reason;
        if (await view.CancelJobAsync(job, text, http.RequestAborted)) await Answers.WriteAsync(http, new CancelAnswer(job.ToString(), Cancelled: true), DashboardJson.Default.CancelAnswer);
        else await GatewayErrors.WriteAsync(http, StatusCodes.Status404NotFound, $"No job {job} waits or runs.");
    }

    // Gives null after it has answered.
    private static async Task<string?> ReadReasonAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json with a body such as {\"reason\": \"why\"}.");
            return null;
        }

        var body = new byte[LongestBody + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length > LongestBody)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"The body is longer than {LongestBody} bytes.");
            return null;
        }

        string reason;
        try
        {
            reason = (JsonSerializer.Deserialize(body.AsSpan(0, length), DashboardJson.Default.CancelRequest)?.Reason ?? "").Trim();
        }
        catch (JsonException exception)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status400BadRequest, $"The body is no JSON such as {{\"reason\": \"why\"}}: {exception.Message}");
            return null;
        }

        if (reason.Length <= LongestReason && !reason.Any(char.IsControl)) return reason.Length > 0 ? reason : "Cancelled at the gateway.";
        await GatewayErrors.WriteAsync(http, StatusCodes.Status400BadRequest, $"The reason has more than {LongestReason} characters, or control characters.");
        return null;
    }
}

/// <summary>The body of a cancellation.</summary>
internal sealed record CancelRequest(string? Reason);

/// <summary>What a cancellation is answered with.</summary>
internal sealed record CancelAnswer(string Job, bool Cancelled);
