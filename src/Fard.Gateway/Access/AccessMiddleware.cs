using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Access;

/// <summary>Lets a request through to its endpoint if the caller has the role that the endpoint asks for.</summary>
internal sealed class AccessMiddleware(CallerIdentification identification)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var caller = identification.Identify(context);
        context.Features.Set(caller);
        if (context.GetEndpoint() is not { } endpoint) return next(context);
        var role = endpoint.Metadata.GetMetadata<AccessRequirement>()?.Role ?? GatewayRole.Read;
        if (role == GatewayRole.None || caller.Roles.HasFlag(role)) return next(context);
        var name = string.Join(", ", RoleNames.Of(role));
        if (caller != Caller.Nobody) return GatewayErrors.WriteAsync(context, StatusCodes.Status403Forbidden, $"The token '{caller.Name}' has not the role {name}.");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return GatewayErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, $"This needs a token with the role {name}, as 'Authorization: Bearer TOKEN'.");
    }
}
