using Fard.Gateway.Grpc;
using Fard.Gateway.Inference.Grpc.Wire;
using Fard.Gateway.Tests.Fakes;
using Fard.Gateway.Tests.Grpc;
using Google.Protobuf;
using Input = Fard.Gateway.Inference.Grpc.Wire.ModelInferRequest.Types.InferInputTensor;

namespace Fard.Gateway.Tests.Inference.Grpc;

public class InferenceGrpcServiceSpec
{
    private const string Service = "/inference.GRPCInferenceService/";

    [Fact]
    public async Task Says_what_it_is_and_what_it_serves()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = new GrpcClient(gateway.Server.GrpcAddress);

        (await client.CallAsync(Service + "ServerLive", new ServerLiveRequest())).Read(ServerLiveResponse.Parser).Live.ShouldBeTrue();
        (await client.CallAsync(Service + "ServerReady", new ServerReadyRequest())).Read(ServerReadyResponse.Parser).Ready.ShouldBeTrue();
        (await client.CallAsync(Service + "ServerMetadata", new ServerMetadataRequest())).Read(ServerMetadataResponse.Parser).Name.ShouldBe("fard");
        (await client.CallAsync(Service + "ModelReady", new ModelReadyRequest { Name = FakeRuntime.Model })).Read(ModelReadyResponse.Parser).Ready.ShouldBeTrue();
        var model = (await client.CallAsync(Service + "ModelMetadata", new ModelMetadataRequest { Name = FakeRuntime.Model })).Read(ModelMetadataResponse.Parser);
        model.Versions.ShouldBe(["0"]);
        model.Inputs.ShouldHaveSingleItem().Shape.ShouldBe([-1, 8, 8, 3]);
        model.Outputs.Select(output => output.Datatype).ShouldBe(["INT16", "INT32"]);
        (await client.CallAsync(Service + "ModelMetadata", new ModelMetadataRequest { Name = "nobody" })).Status.ShouldBe(GrpcStatus.NotFound);
        (await client.CallAsync(Service + "ModelStreamInfer", new ModelInferRequest())).Status.ShouldBe(GrpcStatus.Unimplemented);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Infers_from_raw_and_from_typed_contents(bool raw)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = new GrpcClient(gateway.Server.GrpcAddress);
        var pixels = FakeRuntime.Pixels(2);
        var request = Request(2);
        request.Id = "42";
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "scores" });
        if (raw)
        {
            request.RawInputContents.Add(ByteString.CopyFrom(pixels));
        }
        else
        {
            request.Inputs[0].Contents = new InferTensorContents();
            request.Inputs[0].Contents.UintContents.AddRange(pixels.Select(value => (uint)value));
        }

        var response = (await client.CallAsync(Service + "ModelInfer", request)).Read(ModelInferResponse.Parser);

        response.Id.ShouldBe("42");
        response.ModelName.ShouldBe(FakeRuntime.Model);
        response.Outputs.ShouldHaveSingleItem().Shape.ShouldBe([2, 64]);
        response.RawOutputContents[0].ToByteArray().ShouldBe(FakeRuntime.Expected(pixels));
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_the_right_status()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = new GrpcClient(gateway.Server.GrpcAddress);

        await ShouldBeInvalidAsync(new ModelInferRequest { ModelName = FakeRuntime.Model }, "takes one");
        var both = Request(1);
        both.RawInputContents.Add(ByteString.CopyFrom(FakeRuntime.Pixels(1)));
        both.Inputs[0].Contents = new InferTensorContents();
        await ShouldBeInvalidAsync(both, "beside raw_input_contents");
        var two = Request(1);
        two.RawInputContents.AddRange([ByteString.Empty, ByteString.Empty]);
        await ShouldBeInvalidAsync(two, "one for each");
        var few = Request(2);
        few.RawInputContents.Add(ByteString.CopyFrom(FakeRuntime.Pixels(1)));
        await ShouldBeInvalidAsync(few, "has 192 bytes");
        var large = Request(1);
        large.Inputs[0].Contents = new InferTensorContents();
        large.Inputs[0].Contents.UintContents.AddRange(Enumerable.Repeat(256u, 192));
        await ShouldBeInvalidAsync(large, "is no UINT8");
        var negative = Request(-1);
        await ShouldBeInvalidAsync(negative, "0 or more");
        var unknown = Request(1);
        unknown.Inputs[0].Datatype = "UINT7";
        await ShouldBeInvalidAsync(unknown, "'UINT7'");
        var late = Images(1);
        late.Parameters.Add("timeout", new InferParameter { Int64Param = -1 });
        await ShouldBeInvalidAsync(late, "'timeout'");

        async Task ShouldBeInvalidAsync(ModelInferRequest request, string saying)
        {
            var answer = await client.CallAsync(Service + "ModelInfer", request);
            answer.Status.ShouldBe(GrpcStatus.InvalidArgument, answer.Message);
            answer.Message.ShouldContain(saying);
        }
    }

    [Fact]
    public async Task Overload_exhausts_resources_and_says_when_to_come_again()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true }, settings => settings with { Batch = settings.Batch with { MaxInFlightImages = 2 } });
        using var client = new GrpcClient(gateway.Server.GrpcAddress);
        var running = client.CallAsync(Service + "ModelInfer", Images(2));
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.Count == 1);

        var refused = await client.CallAsync(Service + "ModelInfer", Images(1));

        refused.Status.ShouldBe(GrpcStatus.ResourceExhausted);
        refused.Pushback.ShouldBe("1000");
        gateway.Runtime.Jobs[0].Release();
        (await running).Status.ShouldBe(GrpcStatus.Ok);
    }

    [Fact]
    public async Task The_repository_and_statistics_are_served_too()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = new GrpcClient(gateway.Server.GrpcAddress);
        await client.CallAsync(Service + "ModelInfer", Images(3));

        (await client.CallAsync(Service + "ModelStatistics", new ModelStatisticsRequest())).Read(ModelStatisticsResponse.Parser).ModelStats[0].InferenceCount.ShouldBe(3ul);
        await client.CallAsync(Service + "RepositoryModelUnload", new RepositoryModelUnloadRequest { ModelName = FakeRuntime.Model });
        (await client.CallAsync(Service + "RepositoryIndex", new RepositoryIndexRequest())).Read(RepositoryIndexResponse.Parser).Models[0].State.ShouldBe("UNAVAILABLE");
        (await client.CallAsync(Service + "RepositoryIndex", new RepositoryIndexRequest { Ready = true })).Read(RepositoryIndexResponse.Parser).Models.ShouldBeEmpty();
        (await client.CallAsync(Service + "ModelInfer", Images(1))).Status.ShouldBe(GrpcStatus.Unavailable);
        await client.CallAsync(Service + "RepositoryModelLoad", new RepositoryModelLoadRequest { ModelName = FakeRuntime.Model });
        (await client.CallAsync(Service + "ModelInfer", Images(1))).Status.ShouldBe(GrpcStatus.Ok);
    }

    private static ModelInferRequest Images(int count)
    {
        var request = Request(count);
        request.RawInputContents.Add(ByteString.CopyFrom(FakeRuntime.Pixels(count)));
        return request;
    }

    private static ModelInferRequest Request(int count)
    {
        var request = new ModelInferRequest { ModelName = FakeRuntime.Model };
        request.Inputs.Add(new Input { Name = "input", Datatype = "UINT8" });
        request.Inputs[0].Shape.AddRange([count, 8, 8, 3]);
        return request;
    }
}
