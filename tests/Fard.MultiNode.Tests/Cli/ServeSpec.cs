using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>The gateway as a process of its own, and inside a head's.</summary>
[Collection(nameof(RealProcesses))]
public sealed class ServeSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-serve-");

    [Fact]
    public async Task Serves_the_cluster_to_those_with_a_token_until_it_is_terminated()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 2, BoardConfiguration.Write(_folder, "", ClusterByHand.Installed("bitstreams")));
        var (exitCode, created) = await cluster.RunAsync("token", "create", "--name", "spec", "--role", "submit", "read", "--json");
        exitCode.ShouldBe(0, created.Log);
        using var token = JsonDocument.Parse(created.Output);
        var configuration = Write("gateway.conf", $"fard.gateway {{ port = 0, grpc-port = 0, anonymous-loopback = off }}\n{token.RootElement.GetProperty("configuration").GetString()}");
        var gateway = cluster.Start("serve", "--config", configuration, "--json");
        using var http = await ClientOfAsync(gateway);

        (await http.GetAsync("/v2/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/v2/models/two_stage_bnn_app")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("token").GetString());
        var answer = await (await PostImageAsync(http)).Content.ReadAsStringAsync();

        answer.ShouldContain("\"model_name\":\"two_stage_bnn_app\"", customMessage: cluster.Logs);
        answer.ShouldContain("\"shape\":[1,10]");
        answer.ShouldContain("\"label\"");
        (await http.PostAsync("/v2/repository/models/two_stage_bnn_app/unload", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        gateway.Signal("TERM");
        (await gateway.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, gateway.Log);
    }

    [Fact]
    public async Task A_head_serves_too_where_its_configuration_says_so()
    {
        var head = Write("head.conf", "fard.gateway { enabled = on, port = 0, grpc-port = 0, anonymous-loopback = on }");
        await using var cluster = await ClusterByHand.StartAsync(1, head, 2, BoardConfiguration.Write(_folder, "", ClusterByHand.Installed("bitstreams")));
        var member = cluster.Members[0];
        var line = await member.WaitForLineAsync(text => text.StartsWith("serving on ", StringComparison.Ordinal), ClusterByHand.Timeout);
        using var http = new HttpClient { BaseAddress = new Uri(line.Split(' ')[2]), Timeout = ClusterByHand.Timeout };

        (await (await PostImageAsync(http)).Content.ReadAsStringAsync()).ShouldContain("\"label\"", customMessage: cluster.Logs);

        member.Signal("INT");
        (await member.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, member.Log);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<HttpClient> ClientOfAsync(FardProcess gateway)
    {
        var line = await gateway.WaitForLineAsync(text => text.Contains("\"serving\"", StringComparison.Ordinal), ClusterByHand.Timeout);
        using var announcement = JsonDocument.Parse(line);
        return new HttpClient { BaseAddress = new Uri(announcement.RootElement.GetProperty("address").GetString()!), Timeout = ClusterByHand.Timeout };
    }

    private static async Task<HttpResponseMessage> PostImageAsync(HttpClient http)
    {
        var sample = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10"), "*.png").First();
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(sample));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return await http.PostAsync("/v2/models/two_stage_bnn_app/infer", content);
    }

    private string Write(string name, string more)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"include \"{ClusterByHand.Installed("hocon", name)}\"\n{more}\n");
        return path;
    }
}
