using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fard.Actors.Jobs;
using Fard.Actors.Members;
using Fard.Gateway.Access;
using Fard.Gateway.Hosting;
using Fard.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Tests.Hosting;

public class GatewayServerSpec
{
    private static readonly GatewaySettings Open = new() { AnonymousLoopback = true };

    [Fact]
    public async Task Serves_its_modules_on_a_port_for_http_1_and_one_for_http_2()
    {
        var module = new TestModule(routes => routes.MapGet("/hello", (HttpContext http) => http.Request.Protocol));
        await using (var server = await StartAsync(Open, module))
        {
            using var client = new HttpClient();
            (await client.GetStringAsync(new Uri(server.Address, "/hello"))).ShouldBe("HTTP/1.1");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.GrpcAddress, "/hello")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            (await (await client.SendAsync(request)).Content.ReadAsStringAsync()).ShouldBe("HTTP/2");
        }

        module.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Unknown_paths_and_failures_answer_errors_in_json()
    {
        var module = new TestModule(routes =>
        {
            routes.MapGet("/broken", string () => throw new InvalidOperationException("a secret of the inside"));
            routes.MapGet("/lost", string () => throw new FardJobException(default, JobFailure.NodeManagerLost, "The node manager did not answer."));
        });
        await using var server = await StartAsync(Open, module);
        using var client = new HttpClient { BaseAddress = server.Address };

        var missing = await client.GetAsync("/nowhere");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldBe("""{"error":"There is no GET /nowhere here."}""");
        var broken = await client.GetAsync("/broken");
        broken.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await broken.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        var lost = await client.GetAsync("/lost");
        lost.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await lost.Content.ReadAsStringAsync()).ShouldContain("did not answer");
        (await client.PostAsync("/lost", null)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_taken_port_is_an_error_that_names_the_setting()
    {
        await using var first = await StartAsync(Open);

        var error = await Should.ThrowAsync<FardMemberException>(() => StartAsync(Open with { Port = first.Address.Port }));

        error.Message.ShouldContain("fard.gateway");
        error.Message.ShouldContain($"{first.Address.Port}");
    }

    [Fact]
    public async Task A_host_without_an_address_is_an_error_that_names_the_setting() =>
        (await Should.ThrowAsync<FardMemberException>(() => StartAsync(Open with { Host = "no-such-host.invalid" }))).Message.ShouldContain("fard.gateway.host");

    [Fact]
    public async Task Serves_both_ports_over_tls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var selfSigned = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var tls = new GatewayTls(X509CertificateLoader.LoadPkcs12(selfSigned.Export(X509ContentType.Pkcs12), null), []);
        await using var server = await StartAsync(Open with { Tls = tls }, new TestModule(routes => routes.MapGet("/hello", (HttpContext http) => http.Request.Protocol)));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == tls.Certificate.GetCertHashString() },
        });
        server.Address.Scheme.ShouldBe("https");
        (await client.GetStringAsync(new Uri(server.Address, "/hello"))).ShouldBe("HTTP/1.1");
        using var second = new HttpRequestMessage(HttpMethod.Get, new Uri(server.GrpcAddress, "/hello")) { Version = HttpVersion.Version20 };
        (await (await client.SendAsync(second)).Content.ReadAsStringAsync()).ShouldBe("HTTP/2");
    }

    private static Task<GatewayServer> StartAsync(GatewaySettings settings, params IGatewayModule[] modules) =>
        GatewayServer.StartAsync(new GatewayContext(settings, new FakeRuntime()), modules);
}
