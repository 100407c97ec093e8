using System.Diagnostics;
using System.Text.Json;
using Fard.Gateway.Tests.Fakes;

namespace Fard.Gateway.Tests.Foreign;

/// <summary>The gateway as @grpc/grpc-js sees it.</summary>
public class GrpcJsSpec
{
    [NodeFact]
    public async Task Finds_what_is_served()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await RunAsync(gateway, "metadata");

        answer.RootElement.ToString().ShouldBe("""{"live":true,"ready":true,"server":"fard","shape":[-1,8,8,3],"outputs":["scores","class"]}""");
    }

    [NodeFact]
    public async Task Infers()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await RunAsync(gateway, "infer");

        answer.RootElement.GetProperty("id").GetString().ShouldBe("from node");
        answer.RootElement.GetProperty("scores").GetBytesFromBase64().ShouldBe(FakeRuntime.Expected([.. Enumerable.Range(0, 3 * 192).Select(index => (byte)(index * 7 % 256))]));
    }

    [NodeFact]
    public async Task Sends_messages_longer_than_a_window_of_http_2()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await RunAsync(gateway, "large");

        answer.RootElement.ToString().ShouldBe("""{"shape":[5000,64],"bytes":640000}""");
    }

    [NodeFact]
    public async Task Sees_the_statuses()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await RunAsync(gateway, "status");

        // Not found, invalid argument, deadline exceeded.
        answer.RootElement.ToString().ShouldBe("""{"codes":[5,3,4]}""");
    }

    [NodeFact]
    public async Task Its_deadline_ends_the_call()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true });

        using var late = await RunAsync(gateway, "deadline");

        late.RootElement.GetProperty("code").GetInt32().ShouldBe(4);
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.All(job => job.IsGivenUp));
    }

    [NodeFact]
    public async Task Its_cancel_gives_the_job_up()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true });
        using var process = Start(gateway, "cancel");
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.Count == 1);

        await process.StandardInput.WriteLineAsync("now");

        using var cancelled = await ReadAsync(process);
        cancelled.RootElement.GetProperty("code").GetInt32().ShouldBe(1);
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs[0].IsGivenUp);
    }

    private static Process Start(TestGateway gateway, string what) =>
        NodeClients.Start("grpc-client.js", gateway.Server.GrpcAddress.Authority, NodeClients.Proto, FakeRuntime.Model, what);

    private static async Task<JsonDocument> RunAsync(TestGateway gateway, string what)
    {
        using var process = Start(gateway, what);
        return await ReadAsync(process);
    }

    private static async Task<JsonDocument> ReadAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Conditions.Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var line = await process.StandardOutput.ReadLineAsync(limit.Token);
            return line is null ? throw new InvalidOperationException($"The client said nothing: {await error}") : JsonDocument.Parse(line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
