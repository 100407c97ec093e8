using Fard.Gateway.Hosting;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fard.Gateway.Grpc;

/// <summary>One method of a service that takes one message and answers with one.</summary>
/// <param name="parser">Reads its requests.</param>
/// <param name="handle">Answers a request; cancelled when the caller is gone or its deadline is over.</param>
/// <param name="explain">The status of a failure that <paramref name="handle"/> ends with; null: it is a defect.</param>
internal sealed class UnaryMethod<TRequest, TResponse>(
    MessageParser<TRequest> parser,
    Func<TRequest, CancellationToken, Task<TResponse>> handle,
    Func<Exception, GrpcException?> explain,
    BodyReader bodies,
    TimeProvider time)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!GrpcCall.IsGrpc(context.Request))
        {
            await GatewayErrors.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, $"This is a method of gRPC: it takes {GrpcCall.ContentType}.");
            return;
        }

        if (!context.Response.SupportsTrailers())
        {
            GrpcCall.WriteRefusal(context.Response, GrpcStatus.Internal, "gRPC needs HTTP/2; without TLS that has a port of its own (fard.gateway.grpc-port).");
            return;
        }

        var deadline = Timeout.InfiniteTimeSpan;
        if (context.Request.Headers.TryGetValue(GrpcCall.TimeoutHeader, out var header) && !GrpcTimeout.TryParse(header.ToString(), out deadline))
        {
            GrpcCall.WriteRefusal(context.Response, GrpcStatus.Internal, $"The header {GrpcCall.TimeoutHeader} is '{header}'; expected up to 8 digits and one of H, M, S, m, u, n.");
            return;
        }

        using var limit = new CancellationTokenSource(deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            await AnswerAsync(context, linked.Token);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Refuse(context, new GrpcException(GrpcStatus.DeadlineExceeded, $"The call was not answered within {deadline.TotalSeconds:0.###} s, its deadline."));
        }
        catch (Exception exception)
        {
            Refuse(context, Explain(context, exception));
        }
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!GrpcCall.IsProtobuf(context.Request)) throw new GrpcException(GrpcStatus.Unimplemented, $"The content type is {context.Request.ContentType}; this server takes protobuf.");
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        var request = parser.ParseFrom(GrpcFrame.Unwrap(body.Body).Span);
        var response = await handle(request, cancellationToken);
        context.Response.ContentType = GrpcCall.ContentType;
        GrpcFrame.Write(context.Response.BodyWriter, response);
        context.Response.AppendTrailer(GrpcCall.StatusTrailer, "0");
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void Refuse(HttpContext context, GrpcException exception)
    {
        if (context.Response.HasStarted) context.Abort();
        else GrpcCall.WriteRefusal(context.Response, exception.Status, exception.Message, exception.RetryAfter);
    }

    private GrpcException Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case GrpcException known:
                return known;
            case InvalidProtocolBufferException:
                return new GrpcException(GrpcStatus.Internal, $"The message is no {typeof(TRequest).Name}: {exception.Message}", exception);
            case BadHttpRequestException bad:
                return new GrpcException(GrpcStatuses.OfHttp(bad.StatusCode), bad.Message, bad);
            case var _ when explain(exception) is { } explained:
                return explained;
            default:
                var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Fard.Gateway");
                logger.LogError(exception, "{Path} failed", context.Request.Path);
                return new GrpcException(GrpcStatus.Internal, "The gateway failed; its log says why.", exception);
        }
    }
}
