using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Access;

/// <summary>Who calls, as far as the gateway knows.</summary>
/// <param name="Name">Name of the token, or <c>loopback</c>, or empty for nobody in particular.</param>
/// <param name="Roles">What the caller may do.</param>
public sealed record Caller(string Name, GatewayRole Roles)
{
    /// <summary>One that showed nothing.</summary>
    public static Caller Nobody { get; } = new("", GatewayRole.None);

    /// <summary>One on this machine, where the configuration lets these in without a token.</summary>
    public static Caller Loopback { get; } = new("loopback", GatewayRole.Read | GatewayRole.Submit | GatewayRole.Operate);

    /// <summary>The caller of a request, once the access middleware has seen it.</summary>
    public static Caller Of(HttpContext context) => context?.Features.Get<Caller>() ?? Nobody;
}
