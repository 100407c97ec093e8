using System.Net;
using System.Net.Http.Headers;
using Fard.Gateway.Access;
using Fard.Gateway.Hosting;
using Fard.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Tests.Access;

public class AccessSpec
{
    private static readonly string Reader = AccessToken.NewSecret();
    private static readonly string Operator = AccessToken.NewSecret();

    [Theory]
    [InlineData("/open", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("/silent", HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("/read", HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("/operate", HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    public async Task An_endpoint_is_open_to_those_with_its_role(string path, HttpStatusCode nobody, HttpStatusCode reader, HttpStatusCode @operator)
    {
        await using var server = await StartAsync(anonymousLoopback: false);

        (await CallAsync(server, path)).ShouldBe(nobody);
        (await CallAsync(server, path, AccessToken.NewSecret())).ShouldBe(nobody);
        (await CallAsync(server, path, Reader)).ShouldBe(reader);
        (await CallAsync(server, path, Operator)).ShouldBe(@operator);
    }

    [Fact]
    public async Task A_refusal_says_which_role_is_missing()
    {
        await using var server = await StartAsync(anonymousLoopback: false);
        using var client = new HttpClient { BaseAddress = server.Address };

        var unauthorized = await client.GetAsync("/operate");
        unauthorized.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        (await unauthorized.Content.ReadAsStringAsync()).ShouldContain("role operate");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Reader);
        (await (await client.GetAsync("/operate")).Content.ReadAsStringAsync()).ShouldContain("token 'reader' has not the role operate");
    }

    [Fact]
    public async Task Loopback_needs_no_token_where_the_configuration_says_so()
    {
        await using var server = await StartAsync(anonymousLoopback: true);

        (await CallAsync(server, "/operate")).ShouldBe(HttpStatusCode.OK);
        // A wrong token is a mistake that is told, not ignored.
        (await CallAsync(server, "/operate", "fard_wrong")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Host", "attacker.example")]
    [InlineData("Origin", "http://attacker.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_strangers_page_gets_nothing_through_a_browser_on_this_machine(string header, string value)
    {
        await using var server = await StartAsync(anonymousLoopback: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/operate"));
        request.Headers.Add(header, value);
        using var client = new HttpClient();

        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_page_signs_in_and_out_with_a_cookie()
    {
        await using var server = await StartAsync(anonymousLoopback: false);
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };

        (await client.PostAsync("/session", new StringContent("fard_wrong"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var answer = await client.PostAsync("/session", new StringContent(Operator));
        answer.EnsureSuccessStatusCode();
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("httponly");
        (await client.GetStringAsync("/session")).ShouldBe("""{"name":"operator","roles":["operate"]}""");
        (await client.GetAsync("/operate")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await client.DeleteAsync("/session");
        (await client.GetAsync("/operate")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetStringAsync("/session")).ShouldBe("""{"name":"","roles":[]}""");
    }

    private static async Task<HttpStatusCode> CallAsync(GatewayServer server, string path, string? token = null)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await client.GetAsync(path)).StatusCode;
    }

    private static Task<GatewayServer> StartAsync(bool anonymousLoopback)
    {
        var settings = new GatewaySettings
        {
            AnonymousLoopback = anonymousLoopback,
            Tokens = [AccessToken.Of("reader", GatewayRole.Read, Reader), AccessToken.Of("operator", GatewayRole.Operate, Operator)],
        };
        var context = new GatewayContext(settings, new FakeRuntime());
        var module = new TestModule(routes =>
        {
            routes.MapGet("/open", () => Results.Ok()).AllowWithoutToken();
            routes.MapGet("/silent", () => Results.Ok());
            routes.MapGet("/read", () => Results.Ok()).RequireRole(GatewayRole.Read);
            routes.MapGet("/operate", () => Results.Ok()).RequireRole(GatewayRole.Operate);
        });
        return GatewayServer.StartAsync(context, [module, .. GatewayModules.Create(context)]);
    }
}
