using System.Net.Http.Headers;
using System.Text;
using Fard.Gateway.Hosting;

namespace Fard.Gateway.Tests.Fakes;

/// <summary>A whole gateway on loopback over a runtime in this process, and a client of HTTP to it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private TestGateway(GatewayServer server, FakeRuntime runtime)
    {
        Server = server;
        Runtime = runtime;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = Conditions.Patience };
    }

    public GatewayServer Server { get; }

    public FakeRuntime Runtime { get; }

    public HttpClient Http { get; }

    public static async Task<TestGateway> StartAsync(FakeRuntime? runtime = null, Func<GatewaySettings, GatewaySettings>? change = null, TimeProvider? time = null)
    {
        runtime ??= new FakeRuntime();
        var settings = new GatewaySettings { AnonymousLoopback = true };
        var context = new GatewayContext(change?.Invoke(settings) ?? settings, runtime) { Time = time ?? TimeProvider.System };
        return new TestGateway(await GatewayServer.StartAsync(context, GatewayModules.Create(context)), runtime);
    }

    /// <summary>Posts JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) => Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Posts JSON with bytes behind it, as the binary extension has it.</summary>
    public async Task<HttpResponseMessage> PostBinaryAsync(string path, string json, byte[] binary, string? jsonLength = null)
    {
        var text = Encoding.UTF8.GetBytes(json);
        using var content = new ByteArrayContent([.. text, .. binary]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("Inference-Header-Content-Length", jsonLength ?? $"{text.Length}");
        return await Http.PostAsync(path, content);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var job in Runtime.Jobs) job.Release();
        await Server.DisposeAsync();
    }
}
