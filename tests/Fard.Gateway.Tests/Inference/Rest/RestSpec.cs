using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using Fard.Gateway.Tests.Fakes;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Images.Png;

namespace Fard.Gateway.Tests.Inference.Rest;

/// <summary>The protocol over HTTP as a client sees it.</summary>
public class RestSpec
{
    private const string Infer = $"/v2/models/{FakeRuntime.Model}/infer";

    [Fact]
    public async Task Says_what_it_is_and_what_it_serves()
    {
        await using var gateway = await TestGateway.StartAsync();

        (await gateway.Http.GetStringAsync("/v2/health/live")).ShouldBe("""{"live":true}""");
        (await gateway.Http.GetStringAsync("/v2/health/ready")).ShouldBe("""{"ready":true}""");
        (await gateway.Http.GetStringAsync("/v2")).ShouldContain("\"binary_tensor_data\"");
        (await gateway.Http.GetStringAsync($"/v2/models/{FakeRuntime.Model}/ready")).ShouldBe($$"""{"name":"{{FakeRuntime.Model}}","ready":true}""");
        var expected = $$$"""
            {"name":"{{{FakeRuntime.Model}}}","versions":["0"],"platform":"fard_tiny","inputs":[{"name":"input","datatype":"UINT8","shape":[-1,8,8,3]}],"outputs":[{"name":"scores","datatype":"INT16","shape":[-1,64]},{"name":"class","datatype":"INT32","shape":[-1]}]}
            """;
        (await gateway.Http.GetStringAsync($"/v2/models/{FakeRuntime.Model}")).ShouldBe(expected);
        (await gateway.Http.GetStringAsync($"/v2/models/{FakeRuntime.Model}/versions/0")).ShouldBe(expected);
    }

    [Fact]
    public async Task Json_in_json_out()
    {
        await using var gateway = await TestGateway.StartAsync();
        var pixels = FakeRuntime.Pixels(2);

        var answer = await gateway.PostAsync(Infer, Json(pixels, 2, """, "id":"forty-two" """));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("id").GetString().ShouldBe("forty-two");
        json.RootElement.GetProperty("model_name").GetString().ShouldBe(FakeRuntime.Model);
        json.RootElement.GetProperty("model_version").GetString().ShouldBe("0");
        var scores = json.RootElement.GetProperty("outputs")[0];
        scores.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32()).ShouldBe([2, 64]);
        scores.GetProperty("data").EnumerateArray().Select(value => value.GetInt16()).ShouldBe(MemoryMarshal.Cast<byte, short>(FakeRuntime.Expected(pixels)).ToArray());
        json.RootElement.GetProperty("outputs")[1].GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Binary_in_binary_out_or_both()
    {
        await using var gateway = await TestGateway.StartAsync();
        var pixels = FakeRuntime.Pixels(3);
        const string Request = """
            {"inputs":[{"name":"input","shape":[3,8,8,3],"datatype":"UINT8","parameters":{"binary_data_size":576}}],
             "outputs":[{"name":"class"},{"name":"scores","parameters":{"binary_data":true}}]}
            """;

        var answer = await gateway.PostBinaryAsync(Infer, Request, pixels);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        var length = int.Parse(answer.Headers.GetValues("Inference-Header-Content-Length").Single(), System.Globalization.CultureInfo.InvariantCulture);
        var body = await answer.Content.ReadAsByteArrayAsync();
        using var json = JsonDocument.Parse(body.AsMemory(0, length));
        var outputs = json.RootElement.GetProperty("outputs");
        outputs[0].GetProperty("name").GetString().ShouldBe("class");
        outputs[0].GetProperty("data").GetArrayLength().ShouldBe(3);
        outputs[1].GetProperty("parameters").GetProperty("binary_data_size").GetInt32().ShouldBe(3 * 128);
        body[length..].ShouldBe(FakeRuntime.Expected(pixels));
    }

    [Fact]
    public async Task The_images_alone_are_a_request()
    {
        await using var gateway = await TestGateway.StartAsync();
        var pixels = FakeRuntime.Pixels(2);

        var answer = await gateway.PostBinaryAsync(Infer, "", pixels);

        var body = await answer.Content.ReadAsByteArrayAsync();
        body[^(256 + 8)..^8].ShouldBe(FakeRuntime.Expected(pixels));
        (await gateway.PostBinaryAsync(Infer, "", pixels[..100])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Png_is_taken_as_body_and_as_tensor_and_gives_labels_where_they_are_known()
    {
        var application = TinyNetwork.Application(FakeRuntime.Model);
        application = application with { Positions = [application.Positions[0] with { Bitstream = "tiny-cifar10@0..3" }] };
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime(application));
        var file = await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "frog-*.png")[0]);
        var expected = FakeRuntime.Expected(ImageConversion.ToShape(PngDecoder.Decode(file), new ImageShape(8, 8, 3)))[..20];
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        var asBody = await (await gateway.Http.PostAsync(Infer, content)).Content.ReadAsStringAsync();
        var asTensor = await (await gateway.PostAsync(Infer, $$"""{"inputs":[{"name":"input","shape":[1],"datatype":"BYTES","data":["{{Convert.ToBase64String(file)}}"]}]}""")).Content.ReadAsStringAsync();

        asTensor.ShouldBe(asBody);
        using var json = JsonDocument.Parse(asBody);
        var scores = MemoryMarshal.Cast<byte, short>(expected).ToArray();
        json.RootElement.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetInt16()).ShouldBe(scores);
        string[] names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        json.RootElement.GetProperty("outputs")[2].GetProperty("data")[0].GetString().ShouldBe(names[Array.IndexOf(scores, scores.Max())]);
    }

    [Theory]
    [InlineData("/v2/models/nobody/infer", "{}", HttpStatusCode.BadRequest, "no 'inputs'")]
    [InlineData("/v2/models/nobody/infer", """{"inputs":[]}""", HttpStatusCode.NotFound, "There is no model 'nobody'; there are tiny_app.")]
    [InlineData("/v2/models/tiny_app/versions/7/infer", """{"inputs":[]}""", HttpStatusCode.NotFound, "version 0, not '7'")]
    [InlineData(Infer, """{"inputs":[]}""", HttpStatusCode.BadRequest, "takes one")]
    [InlineData(Infer, """{"inputs":[{"name":"picture","shape":[1],"datatype":"UINT8","data":[1]}]}""", HttpStatusCode.BadRequest, "unexpected input 'picture'")]
    [InlineData(Infer, """{"inputs":[{"name":"input","shape":[1],"datatype":"FP32","data":[1]}]}""", HttpStatusCode.BadRequest, "takes UINT8")]
    [InlineData(Infer, """{"inputs":[{"name":"input","shape":[1,2],"datatype":"UINT8","data":[1,2]}]}""", HttpStatusCode.BadRequest, "takes [-1, 8, 8, 3]")]
    [InlineData(Infer, """{"inputs":[{"name":"input","shape":[0,8,8,3],"datatype":"UINT8","data":[]}]}""", HttpStatusCode.BadRequest, "no image")]
    [InlineData(Infer, """{"inputs":[{"name":"input","shape":[1],"datatype":"BYTES","data":["AAAA"]}]}""", HttpStatusCode.BadRequest, "no PNG")]
    [InlineData(Infer, """{"inputs":[{"name":"input","shape":[1],"datatype":"BYTES","data":["iVBORw0KGgo="]}]}""", HttpStatusCode.BadRequest, "element 0")]
    [InlineData(Infer, """{"inputs":[],"outputs":[{"name":"mood"}]}""", HttpStatusCode.BadRequest, "unexpected output 'mood'")]
    [InlineData(Infer, """{"inputs":[],"outputs":[{"name":"class"},{"name":"class"}]}""", HttpStatusCode.BadRequest, "twice")]
    public async Task What_is_wrong_is_said_with_the_right_code(string path, string json, HttpStatusCode code, string saying)
    {
        await using var gateway = await TestGateway.StartAsync();

        await ShouldBeErrorAsync(await gateway.PostAsync(path, json), code, saying);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using var gateway = await TestGateway.StartAsync(change: settings => settings with { MaxBody = 1000 });

        await ShouldBeErrorAsync(await gateway.PostAsync(Infer, new string(' ', 1001)), HttpStatusCode.RequestEntityTooLarge, "fard.gateway.max-body");
    }

    [Fact]
    public async Task More_bodies_than_there_is_room_for_are_overload()
    {
        await using var gateway = await TestGateway.StartAsync(change: settings => settings with { MaxBuffered = 500 });

        await ShouldBeErrorAsync(await gateway.PostAsync(Infer, new string(' ', 600)), HttpStatusCode.TooManyRequests, "bytes");
    }

    [Fact]
    public async Task Overload_is_refused_with_the_time_to_come_again()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true }, settings => settings with { Batch = settings.Batch with { MaxInFlightImages = 4 } });
        var running = gateway.PostAsync(Infer, Json(FakeRuntime.Pixels(3), 3));
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.Count == 1);

        var refused = await gateway.PostAsync(Infer, Json(FakeRuntime.Pixels(2), 2));

        await ShouldBeErrorAsync(refused, HttpStatusCode.TooManyRequests, "no room for 2 more");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        gateway.Runtime.Jobs[0].Release();
        (await running).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(JobFailure.BoardLost, HttpStatusCode.ServiceUnavailable)]
    [InlineData(JobFailure.NoFreeBoard, HttpStatusCode.TooManyRequests)]
    [InlineData(JobFailure.DeviceFailed, HttpStatusCode.InternalServerError)]
    [InlineData(JobFailure.Deadline, HttpStatusCode.GatewayTimeout)]
    public async Task The_failure_of_a_job_has_its_code(JobFailure failure, HttpStatusCode code)
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true });
        var request = gateway.PostAsync(Infer, Json(FakeRuntime.Pixels(1), 1));
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.Count == 1);

        gateway.Runtime.Jobs[0].Fail(new FardJobException(default, failure, "what happened"));

        await ShouldBeErrorAsync(await request, code, "what happened");
    }

    [Fact]
    public async Task A_timeout_of_the_request_holds()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true });

        await ShouldBeErrorAsync(await gateway.PostAsync(Infer, Json(FakeRuntime.Pixels(1), 1, """, "parameters":{"timeout":50000}""")), HttpStatusCode.GatewayTimeout, "0.05 s");
    }

    [Fact]
    public async Task A_client_that_goes_away_gives_its_job_up()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Hold = true });
        using var leave = new CancellationTokenSource();
        var request = gateway.Http.PostAsync(Infer, new StringContent(Json(FakeRuntime.Pixels(1), 1)), leave.Token);
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs.Count == 1);

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => request);
        await Conditions.UntilAsync(() => gateway.Runtime.Jobs[0].IsGivenUp);
    }

    [Fact]
    public async Task Models_are_listed_loaded_and_unloaded()
    {
        await using var gateway = await TestGateway.StartAsync();

        (await ReadAsync("/v2/repository/index", null)).ShouldBe("""[{"name":"tiny_app","version":"0","state":"READY","reason":""}]""");
        (await gateway.PostAsync("/v2/repository/models/tiny_app/unload", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync("/v2/repository/index", "{}")).ShouldContain("UNAVAILABLE");
        (await ReadAsync("/v2/repository/index", """{"ready":true}""")).ShouldBe("[]");
        await ShouldBeErrorAsync(await gateway.Http.GetAsync("/v2/models/tiny_app/ready"), HttpStatusCode.ServiceUnavailable, "load it first");
        (await gateway.PostAsync("/v2/repository/models/tiny_app/load", """{"parameters":{"config":"{\"network\":\"tiny\"}"}}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        gateway.Runtime.Deployed.ShouldBe([("tiny_app", """{"network":"tiny"}""")]);
        (await gateway.Http.GetAsync("/v2/models/tiny_app/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeErrorAsync(await gateway.PostAsync("/v2/repository/models/tiny_app/load", """{"parameters":{"config":1}}"""), HttpStatusCode.BadRequest, "'config'");
        await ShouldBeErrorAsync(await gateway.PostAsync("/v2/repository/models/missing/unload", ""), HttpStatusCode.NotFound, "missing");

        async Task<string> ReadAsync(string path, string? body) => await (await gateway.PostAsync(path, body ?? "")).Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Statistics_have_the_fields_of_the_extension()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.PostAsync(Infer, Json(FakeRuntime.Pixels(2), 2));

        foreach (var path in new[] { "/v2/models/stats", "/v2/models/tiny_app/stats", "/v2/models/tiny_app/versions/0/stats" })
        {
            using var json = JsonDocument.Parse(await gateway.Http.GetStringAsync(path));
            var model = json.RootElement.GetProperty("model_stats")[0];
            model.GetProperty("inference_count").GetInt64().ShouldBe(2);
            model.GetProperty("last_inference").GetInt64().ShouldBeGreaterThan(0);
            var stats = model.GetProperty("inference_stats");
            stats.GetProperty("success").GetProperty("count").GetInt64().ShouldBe(1);
            stats.GetProperty("success").GetProperty("ns").GetInt64().ShouldBeGreaterThan(0);
            model.GetProperty("batch_stats").GetArrayLength().ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_not_ready()
    {
        await using var gateway = await TestGateway.StartAsync(new FakeRuntime { Silence = new FardJobException(default, JobFailure.NodeManagerLost, "silence") });

        (await gateway.Http.GetAsync("/v2/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeErrorAsync(await gateway.Http.GetAsync("/v2/health/ready"), HttpStatusCode.ServiceUnavailable, "silence");
    }

    private static string Json(byte[] pixels, int count, string more = "") =>
        $$"""{"inputs":[{"name":"input","shape":[{{count}},8,8,3],"datatype":"UINT8","data":[{{string.Join(',', pixels)}}]}]{{more}}}""";

    private static async Task ShouldBeErrorAsync(HttpResponseMessage answer, HttpStatusCode code, string saying)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(code, text);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("error").GetString()!.ShouldContain(saying);
    }
}
