using System.Net;
using System.Text;
using Fard.Actors.Tests.TestBoards;
using Fard.Client;
using Fard.Client.Tests.Pipelines;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference;
using Fard.Gateway.Tests.Fakes;

namespace Fard.Gateway.Tests.Cluster;

/// <summary>The gateway on a cluster of real members in this process.</summary>
public class ClusterSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private FardClient _client = null!;
    private GatewayServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(2);
        _client = await _cluster.ConnectAsync("gateway");
        var context = new GatewayContext(new GatewaySettings { AnonymousLoopback = true }, new ClientRuntime(_client, TinyNetwork.Find));
        _server = await GatewayServer.StartAsync(context, GatewayModules.Create(context));
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = Conditions.Patience };
        await _client.ListBoardsAsync(2, Conditions.Patience);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _cluster.Release();
        await _server.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Requests_at_once_get_what_the_reference_computes()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 12), async (seed, cancellationToken) =>
        {
            var pixels = FakeRuntime.Pixels(seed, seed);
            var answer = await _http.PostAsync("/v2/models/two_stage/infer", Images(pixels), cancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(cancellationToken));
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            // Scores, and behind them the classes.
            body[^(seed * (128 + 4))..^(seed * 4)].ShouldBe(FakeRuntime.Expected(pixels));
        });
        await _cluster.ShouldBeIdleAsync(_client);
    }

    [Fact]
    public async Task A_client_that_goes_away_frees_the_boards()
    {
        _cluster.Hold();
        using var leave = new CancellationTokenSource();
        var request = _http.PostAsync("/v2/models/two_stage/infer", Images(FakeRuntime.Pixels(5)), leave.Token);
        await _cluster.UntilAsync(async () => !(await _client.ListJobsAsync()).IsEmpty);

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => request);
        await _cluster.UntilAsync(async () => (await _client.ListJobsAsync()).IsEmpty);
    }

    [Fact]
    public async Task Loading_with_a_plan_deploys_a_new_version_to_the_cluster()
    {
        const string Plan = """{"parameters":{"config":"{\"network\":\"tiny\",\"positions\":[{\"job-name\":\"all\",\"layers\":\"0..3\",\"bitstream\":\"tiny\",\"board\":\"pynq-z1\"}]}"}}""";

        var loaded = await _http.PostAsync("/v2/repository/models/brand_new/load", new StringContent(Plan, Encoding.UTF8, "application/json"));

        loaded.StatusCode.ShouldBe(HttpStatusCode.OK, await loaded.Content.ReadAsStringAsync());
        (await _http.GetStringAsync("/v2/models/brand_new")).ShouldContain("\"versions\":[\"1\"]");
        (await _http.PostAsync("/v2/models/brand_new/infer", Images(FakeRuntime.Pixels(1)))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static ByteArrayContent Images(byte[] pixels)
    {
        var content = new ByteArrayContent(pixels);
        content.Headers.Add("Inference-Header-Content-Length", "0");
        return content;
    }
}
