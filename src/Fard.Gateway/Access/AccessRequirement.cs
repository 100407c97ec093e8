using Microsoft.AspNetCore.Builder;

namespace Fard.Gateway.Access;

/// <summary>What an endpoint asks of its callers, as metadata of the endpoint.</summary>
/// <param name="Role">The role that the caller's token must have; <see cref="GatewayRole.None"/>: no token is needed.</param>
public sealed record AccessRequirement(GatewayRole Role);

/// <summary>States what endpoints ask of their callers. An endpoint that states nothing asks for <see cref="GatewayRole.Read"/>.</summary>
public static class AccessRequirementExtensions
{
    /// <summary>Callers need a token with this role.</summary>
    public static T RequireRole<T>(this T endpoints, GatewayRole role)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new AccessRequirement(role));

    /// <summary>Anybody may call, as with probes of health and the files of a page.</summary>
    public static T AllowWithoutToken<T>(this T endpoints)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new AccessRequirement(GatewayRole.None));
}
