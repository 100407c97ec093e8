using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Access;

/// <summary>
/// How a page signs in: <c>POST /session</c> with a token as text sets the cookie, <c>DELETE /session</c> takes it back, <c>GET /session</c> says who calls and
/// with which roles.
/// </summary>
internal sealed class SessionModule(GatewayContext context) : IGatewayModule
{
    private const int LongestToken = 1024;

    private readonly CallerIdentification _identification = new(context.Settings.Tokens, context.Settings.AnonymousLoopback);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/session", (HttpContext http) => Describe(Caller.Of(http))).AllowWithoutToken();
        routes.MapPost("/session", BeginAsync).AllowWithoutToken();
        routes.MapDelete("/session", (HttpContext http) => http.Response.Cookies.Delete(CallerIdentification.CookieName)).AllowWithoutToken();
    }

    private static SessionAnswer Describe(Caller caller) => new(caller.Name, [.. RoleNames.Of(caller.Roles)]);

    private async Task BeginAsync(HttpContext http)
    {
        var buffer = new byte[LongestToken];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        var secret = System.Text.Encoding.UTF8.GetString(buffer, 0, length).Trim();
        if (_identification.FindHolder(secret) is not { } holder)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status401Unauthorized, "This token is not known here.");
            return;
        }

        http.Response.Cookies.Append(
            CallerIdentification.CookieName, secret, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/" });
        await http.Response.WriteAsJsonAsync(Describe(holder), http.RequestAborted);
    }

    private sealed record SessionAnswer(string Name, string[] Roles);
}
