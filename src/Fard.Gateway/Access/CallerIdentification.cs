using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fard.Gateway.Access;

/// <summary>
/// Finds out who calls. A token comes in <c>Authorization: Bearer</c>, or in the cookie <see cref="CookieName"/> that the dashboard sets, because a browser's
/// event source sends no headers of its own.
/// </summary>
/// <remarks>
/// A browser sends cookies, and reaches loopback, also for pages of strangers: what came without the header counts only where the request names this
/// server in <c>Host</c> and, if it names an origin, that is this server too.
/// </remarks>
public sealed class CallerIdentification(ImmutableArray<AccessToken> tokens, bool anonymousLoopback)
{
    /// <summary>The cookie that may carry a token.</summary>
    public const string CookieName = "fard-token";

    private const string Bearer = "Bearer ";

    /// <summary>The caller; <see cref="Caller.Nobody"/> if it showed no token, or none that is known.</summary>
    public Caller Identify(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return FindHolder(authorization[Bearer.Length..].Trim()) ?? Caller.Nobody;
        if (!IsFromThisSite(context.Request)) return Caller.Nobody;
        if (context.Request.Cookies.TryGetValue(CookieName, out var cookie) && FindHolder(cookie) is { } holder) return holder;
        return anonymousLoopback && IsLoopback(context) ? Caller.Loopback : Caller.Nobody;
    }

    /// <summary>The holder of a secret; null: nobody.</summary>
    public Caller? FindHolder(string secret)
    {
        var hash = AccessToken.HashOf(secret);
        Caller? found = null;
        // Every token is compared, each in constant time: how long it takes says nothing.
        foreach (var token in tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, token.Hash.AsSpan())) found = new Caller(token.Name, token.Roles);
        }

        return found;
    }

    private static bool IsFromThisSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)) return false;
        return request.Headers.TryGetValue("Sec-Fetch-Site", out var site) is false || site.ToString() is "same-origin" or "none";
    }

    // A name that a stranger's DNS points at this machine is not in the list.
    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (string.Equals(context.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));
}
