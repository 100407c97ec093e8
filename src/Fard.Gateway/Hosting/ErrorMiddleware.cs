using System.Globalization;
using Fard.Actors.Jobs;
using Fard.Gateway.Inference;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fard.Gateway.Hosting;

/// <summary>The one place where a failure becomes an answer.</summary>
internal sealed class ErrorMiddleware(ILogger logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context is { Response: { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, ContentType: null } })
                await GatewayErrors.WriteAsync(context, context.Response.StatusCode, $"There is no {context.Request.Method} {context.Request.Path} here.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (BadHttpRequestException exception)
        {
            await GatewayErrors.WriteAsync(context, exception.StatusCode, exception.Message);
        }
        catch (InferenceException exception)
        {
            await RefuseAsync(context, exception);
        }
        catch (FardJobException exception)
        {
            await RefuseAsync(context, InferenceException.Of(exception));
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await GatewayErrors.WriteAsync(context, StatusCodes.Status500InternalServerError, "The gateway failed; its log says why.");
        }
    }

    private static Task RefuseAsync(HttpContext context, InferenceException exception)
    {
        if (exception.RetryAfter is { } wait && !context.Response.HasStarted)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        var status = exception.Failure switch
        {
            InferenceFailure.InvalidArgument => StatusCodes.Status400BadRequest,
            InferenceFailure.NotFound => StatusCodes.Status404NotFound,
            InferenceFailure.Overloaded => StatusCodes.Status429TooManyRequests,
            InferenceFailure.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
            InferenceFailure.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        return GatewayErrors.WriteAsync(context, status, exception.Message);
    }
}
