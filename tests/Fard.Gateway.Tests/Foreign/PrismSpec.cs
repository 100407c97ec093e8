using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fard.Gateway.Tests.Fakes;

namespace Fard.Gateway.Tests.Foreign;

/// <summary>
/// Requests through Prism, a proxy that checks each request and each answer against the OpenAPI document of the protocol and answers 4xx or 5xx of its own
/// where one does not conform.
/// </summary>
public class PrismSpec
{
    private const string Image = """{"id":"7","inputs":[{"name":"input","shape":[1,8,8,3],"datatype":"UINT8","data":[DATA]}],"outputs":[{"name":"scores"},{"name":"class"}]}""";

    [NodeFact]
    public async Task Everything_conforms_to_the_protocol()
    {
        await using var gateway = await TestGateway.StartAsync();
        var port = FreePort();
        using var prism = NodeClients.Start(
            Path.Combine("node_modules", "@stoplight", "prism-cli", "dist", "index.js"), "proxy", "open-inference.yaml", gateway.Server.Address.GetLeftPart(UriPartial.Authority), "--errors", "--host", "127.0.0.1", "--port", $"{port}");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Conditions.Patience };
            await UntilListeningAsync(prism, http);

            foreach (var path in new[] { "/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/tiny_app", "/v2/models/tiny_app/versions/0", "/v2/models/tiny_app/ready", "/v2/models/tiny_app/versions/0/ready" })
                await ShouldBeAsync(await http.GetAsync(path), HttpStatusCode.OK, path);
            var image = Image.Replace("DATA", string.Join(',', FakeRuntime.Pixels(1)), StringComparison.Ordinal);
            await ShouldBeAsync(await PostAsync("/v2/models/tiny_app/infer", image), HttpStatusCode.OK, "\"model_name\":\"tiny_app\"");
            await ShouldBeAsync(await PostAsync("/v2/models/tiny_app/versions/0/infer", image), HttpStatusCode.OK, "\"id\":\"7\"");
            // Errors conform too; the gateway's own words show that it was not the proxy that refused.
            await ShouldBeAsync(await http.GetAsync("/v2/models/nobody"), HttpStatusCode.NotFound, "There is no model");
            await ShouldBeAsync(await PostAsync("/v2/models/tiny_app/infer", """{"inputs":[]}"""), HttpStatusCode.BadRequest, "takes one");
            // And the proxy does check: this request lacks what the document requires.
            await ShouldBeAsync(await PostAsync("/v2/models/tiny_app/infer", "{}"), HttpStatusCode.UnprocessableEntity, "inputs");

            Task<HttpResponseMessage> PostAsync(string path, string json) => http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
        }
        finally
        {
            prism.Kill(entireProcessTree: true);
        }
    }

    private static async Task ShouldBeAsync(HttpResponseMessage answer, HttpStatusCode code, string saying)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(code, text);
        // Where Prism only notes what does not conform, this header says so.
        answer.Headers.Contains("sl-violations").ShouldBeFalse(text);
        if (!saying.StartsWith('/')) text.ShouldContain(saying);
    }

    private static async Task UntilListeningAsync(Process prism, HttpClient http)
    {
        var output = prism.StandardOutput.ReadToEndAsync();
        _ = prism.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Conditions.Patience);
        while (true)
        {
            if (prism.HasExited) throw new InvalidOperationException($"Prism ended: {await output}");
            try
            {
                await http.GetAsync("/v2/health/live", limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
