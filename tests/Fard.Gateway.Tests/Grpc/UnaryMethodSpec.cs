using System.Net;
using Fard.Gateway.Access;
using Fard.Gateway.Grpc;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Grpc.Wire;
using Fard.Gateway.Tests.Fakes;
using Fard.Hardware.Tests.Accelerators.Pacing;

namespace Fard.Gateway.Tests.Grpc;

/// <summary>A method over real HTTP/2: frames, trailers, statuses, deadlines, limits, cancellation.</summary>
public class UnaryMethodSpec : IAsyncLifetime
{
    private const string Path = "/test.Service/Echo";
    private const int MaxBody = 1000;

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayServer _server = null!;
    private GrpcClient _client = null!;

    public async Task InitializeAsync()
    {
        var module = new TestModule(routes =>
        {
            var service = new GrpcService(routes, "test.Service", failure => failure is NotSupportedException ? new GrpcException(GrpcStatus.FailedPrecondition, "explained") : null, new BodyReader(MaxBody, 1 << 20), _time);
            service.Unary("Echo", GatewayRole.None, ModelReadyRequest.Parser, EchoAsync);
            service.Unary("Private", GatewayRole.Operate, ModelReadyRequest.Parser, EchoAsync);
        });
        _server = await GatewayServer.StartAsync(new GatewayContext(new GatewaySettings(), new FakeRuntime()), [module]);
        _client = new GrpcClient(_server.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Answers_with_one_message_and_the_status_in_the_trailers()
    {
        var answer = await _client.CallAsync(Path, new ModelReadyRequest { Name = "héllo" });

        answer.Http.ShouldBe(HttpStatusCode.OK);
        answer.Read(ModelReadyRequest.Parser).Name.ShouldBe("héllo");
    }

    [Fact]
    public async Task An_empty_message_is_a_message() => (await _client.SendAsync(Path, new byte[5])).Read(ModelReadyRequest.Parser).Name.ShouldBe("");

    [Theory]
    [InlineData("not found", GrpcStatus.NotFound, "nothing of 100 % here\n")]
    [InlineData("explain", GrpcStatus.FailedPrecondition, "explained")]
    [InlineData("defect", GrpcStatus.Internal, "its log says why")]
    public async Task A_failure_is_a_status_with_its_message(string name, GrpcStatus status, string saying)
    {
        var answer = await _client.CallAsync(Path, new ModelReadyRequest { Name = name });

        answer.Http.ShouldBe(HttpStatusCode.OK);
        answer.Status.ShouldBe(status);
        answer.Message.ShouldContain(saying);
        answer.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("010000000001", GrpcStatus.Unimplemented, "compressed")]
    [InlineData("0000000005", GrpcStatus.Internal, "states 5 bytes")]
    [InlineData("0000000002FFFF", GrpcStatus.Internal, "no ModelReadyRequest")]
    [InlineData("", GrpcStatus.Internal, "has 0 bytes")]
    public async Task Bytes_that_are_no_message_are_refused(string bytes, GrpcStatus status, string saying)
    {
        var answer = await _client.SendAsync(Path, Convert.FromHexString(bytes));

        answer.Status.ShouldBe(status);
        answer.Message.ShouldContain(saying);
    }

    [Fact]
    public async Task A_message_that_is_too_long_exhausts_resources() =>
        (await _client.CallAsync(Path, new ModelReadyRequest { Name = new string('x', MaxBody) })).Status.ShouldBe(GrpcStatus.ResourceExhausted);

    [Fact]
    public async Task Other_content_types_are_refused()
    {
        (await _client.SendAsync(Path, new byte[5], "application/json")).Http.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await _client.SendAsync(Path, new byte[5], "application/grpc+json")).Status.ShouldBe(GrpcStatus.Unimplemented);
        (await _client.SendAsync(Path, new byte[5], "application/grpc+proto")).Status.ShouldBe(GrpcStatus.Ok);
    }

    [Fact]
    public async Task Unknown_methods_are_unimplemented() => (await _client.SendAsync("/test.Service/Other", new byte[5])).Status.ShouldBe(GrpcStatus.Unimplemented);

    [Fact]
    public async Task Without_a_token_a_call_is_unauthenticated()
    {
        var answer = await _client.SendAsync("/test.Service/Private", new byte[5]);

        answer.Status.ShouldBe(GrpcStatus.Unauthenticated);
        answer.Message.ShouldContain("operate");
    }

    [Fact]
    public async Task A_deadline_ends_the_call_and_what_it_does()
    {
        var call = _client.CallAsync(Path, new ModelReadyRequest { Name = "wait" }, ("grpc-timeout", "300m"));
        await _called.Task.WaitAsync(Conditions.Patience);

        _time.Advance(TimeSpan.FromMilliseconds(300));

        (await call).Status.ShouldBe(GrpcStatus.DeadlineExceeded);
        await _cancelled.Task.WaitAsync(Conditions.Patience);
    }

    [Fact]
    public async Task A_deadline_that_is_none_is_refused() =>
        (await _client.CallAsync(Path, new ModelReadyRequest(), ("grpc-timeout", "soon"))).Message.ShouldContain("'soon'");

    [Fact]
    public async Task A_caller_that_cancels_ends_what_the_call_does()
    {
        using var leave = new CancellationTokenSource();
        var body = new byte[] { 0, 0, 0, 0, 6, 10, 4, (byte)'w', (byte)'a', (byte)'i', (byte)'t' };
        var call = _client.SendAsync(Path, body, cancellationToken: leave.Token);
        await _called.Task.WaitAsync(Conditions.Patience);

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await _cancelled.Task.WaitAsync(Conditions.Patience);
    }

    private async Task<ModelReadyRequest> EchoAsync(ModelReadyRequest request, CancellationToken cancellationToken)
    {
        switch (request.Name)
        {
            case "not found":
                throw new GrpcException(GrpcStatus.NotFound, "nothing of 100 % here\n");
            case "explain":
                throw new NotSupportedException();
            case "defect":
                throw new InvalidOperationException("a secret of the inside");
            case "wait":
                cancellationToken.Register(() => _cancelled.TrySetResult());
                _called.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }

        return request;
    }
}
