using Fard.Gateway.Access;
using Fard.Gateway.Hosting;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Grpc;

/// <summary>Adds the methods of one service of gRPC to the routes.</summary>
/// <param name="name">Its full name, such as <c>inference.GRPCInferenceService</c>.</param>
/// <param name="explain">The status of failures that its methods end with; null: a defect.</param>
internal sealed class GrpcService(IEndpointRouteBuilder routes, string name, Func<Exception, GrpcException?> explain, BodyReader bodies, TimeProvider time)
{
    /// <summary>Adds a method that takes one message and answers with one.</summary>
    /// <param name="role">What its callers need; <see cref="GatewayRole.None"/>: no token.</param>
    public void Unary<TRequest, TResponse>(string method, GatewayRole role, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<TResponse>> handle)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        routes.MapPost($"/{name}/{method}", new UnaryMethod<TRequest, TResponse>(parser, handle, explain, bodies, time).InvokeAsync).RequireRole(role);
}
