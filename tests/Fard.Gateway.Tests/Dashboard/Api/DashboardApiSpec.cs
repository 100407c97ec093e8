using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fard.Gateway.Access;
using Fard.Gateway.Tests.Dashboard.Scripted;

namespace Fard.Gateway.Tests.Dashboard.Api;

public sealed class DashboardApiSpec
{
    private const string NoJob = "00000000000000000000000000000001";

    [Fact]
    public async Task A_snapshot_has_the_cluster_as_the_page_shows_it()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 1000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(0.5));
        using var snapshot = JsonDocument.Parse(await dashboard.Http.GetStringAsync("api/snapshot"));
        var items = snapshot.RootElement.GetProperty("set");
        items.GetProperty("view").GetProperty("connected").GetBoolean().ShouldBeTrue();
        items.GetProperty("cluster").GetProperty("members").GetArrayLength().ShouldBe(11);
        var fpga = items.GetProperty("board/bench-a").GetProperty("fpgas")[0];
        fpga.GetProperty("kind").GetString().ShouldBe("emulated");
        fpga.GetProperty("job").GetString().ShouldBe(job.ToString());
        items.GetProperty($"job/{job}").GetProperty("phase").GetString().ShouldBe("running");
        items.GetProperty("application/digits_app").GetProperty("image").GetProperty("width").GetInt32().ShouldBe(28);
        items.GetProperty("pipeline/wide_app").GetProperty("positions")[0].GetProperty("boards").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_job_has_its_timeline_and_its_words()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 1000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(0.5));
        dashboard.Cluster.Fail(job, "why");
        var answer = await dashboard.Http.GetFromJsonAsync<JsonElement>($"api/jobs/{job}");
        answer.GetProperty("outcome").GetString().ShouldBe("failed");
        answer.GetProperty("failure").GetString().ShouldBe("board-lost");
        answer.GetProperty("positions")[0].GetProperty("timeline").EnumerateArray().Select(span => span.GetProperty("step").GetString())
            .ShouldBe(["configuring", "loading-bitstream", "ready", "computing", "transferring"]);
    }

    [Theory]
    [InlineData("api/jobs/xyz", HttpStatusCode.BadRequest, "32 hexadecimal digits")]
    [InlineData($"api/jobs/{NoJob}", HttpStatusCode.NotFound, "knows nothing of job")]
    [InlineData("api/jobs/%3Cscript%3E", HttpStatusCode.BadRequest, "no job's id")]
    [InlineData("api/events?job=1", HttpStatusCode.BadRequest, "no job's id")]
    [InlineData("api/logs?job=1", HttpStatusCode.BadRequest, "no job's id")]
    [InlineData("api/applications/none/plan", HttpStatusCode.NotFound, "there are digits_app, two_stage_bnn_app, wide_app")]
    [InlineData("api/applications/wide_app/charts/none.svg", HttpStatusCode.NotFound, "schedule.svg")]
    [InlineData("api/applications/wide_app/charts/schedule.svg?theme=pink", HttpStatusCode.BadRequest, "light or dark")]
    [InlineData("api/nothing", HttpStatusCode.NotFound, "There is no GET /api/nothing")]
    public async Task A_bad_question_is_told_what_is_wrong(string path, HttpStatusCode status, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync(path);
        answer.StatusCode.ShouldBe(status);
        (await ErrorOfAsync(answer)).ShouldContain(expected);
    }

    [Fact]
    public async Task A_chart_may_style_itself_and_nothing_else()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync("api/applications/wide_app/charts/schedule.svg?theme=dark");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }

    [Theory]
    [InlineData("{\"reason\":\"enough\"}", "enough (loopback)")]
    [InlineData("{}", "Cancelled at the gateway. (loopback)")]
    public async Task A_job_is_cancelled_with_the_reason_and_who_did_it(string body, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 1000);
        using var answer = await dashboard.Http.PostAsync($"api/jobs/{job}/cancel", Json(body));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dashboard.Cluster.FindJobAsync(job))!.Reason.ShouldBe(expected);
        using var again = await dashboard.Http.PostAsync($"api/jobs/{job}/cancel", Json(body));
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public static TheoryData<string, string, HttpStatusCode, string> BadCancellations => new()
    {
        { "xyz", "{}", HttpStatusCode.BadRequest, "no job's id" },
        { NoJob, "{}", HttpStatusCode.NotFound, "No job" },
        { NoJob, "{", HttpStatusCode.BadRequest, "no JSON" },
        { NoJob, "[1]", HttpStatusCode.BadRequest, "no JSON" },
        { NoJob, "{\"reason\": 5}", HttpStatusCode.BadRequest, "no JSON" },
        { NoJob, $"{{\"reason\": \"{new string('x', 501)}\"}}", HttpStatusCode.BadRequest, "500 characters" },
        { NoJob, "{\"reason\": \"a\\u0007b\"}", HttpStatusCode.BadRequest, "control characters" },
        { NoJob, new string(' ', 5000), HttpStatusCode.RequestEntityTooLarge, "4096 bytes" },
    };

    [Theory]
    [MemberData(nameof(BadCancellations))]
    public async Task A_bad_cancellation_is_told_what_is_wrong(string id, string body, HttpStatusCode status, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.PostAsync($"api/jobs/{id}/cancel", Json(body));
        answer.StatusCode.ShouldBe(status);
        (await ErrorOfAsync(answer)).ShouldContain(expected);
    }

    [Fact]
    public async Task A_form_of_a_stranger_s_page_cancels_nothing()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 1000);
        using var form = await dashboard.Http.PostAsync($"api/jobs/{job}/cancel", new StringContent("{}", Encoding.UTF8, "text/plain"));
        form.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/jobs/{job}/cancel") { Content = Json("{}") };
        request.Headers.Add("Origin", "https://stranger.example");
        using var foreign = await dashboard.Http.SendAsync(request);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await dashboard.Cluster.FindJobAsync(job))!.Ended.ShouldBeNull();
    }

    [Theory]
    [InlineData(3071, "application/octet-stream", "two_stage_bnn_app", HttpStatusCode.BadRequest, "has 3071 bytes; expected 3072 bytes: 32x32 pixels of 3 bytes")]
    [InlineData(3073, "application/octet-stream", "two_stage_bnn_app", HttpStatusCode.BadRequest, "more than 3072 bytes")]
    [InlineData(0, "application/octet-stream", "digits_app", HttpStatusCode.BadRequest, "28x28 pixels of 1 byte")]
    [InlineData(3072, "image/png", "two_stage_bnn_app", HttpStatusCode.UnsupportedMediaType, "application/octet-stream")]
    [InlineData(3072, "application/octet-stream", "none", HttpStatusCode.NotFound, "There is no application 'none'")]
    public async Task A_bad_image_is_told_what_is_wrong(int bytes, string type, string application, HttpStatusCode status, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.PostAsync($"api/applications/{application}/try", Bytes(bytes, type));
        answer.StatusCode.ShouldBe(status);
        (await ErrorOfAsync(answer)).ShouldContain(expected);
    }

    [Fact]
    public async Task An_image_comes_back_with_its_class_scores_and_job()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.PostAsync("api/applications/two_stage_bnn_app/try", Bytes(3072, "application/octet-stream"));
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        result.GetProperty("class").GetProperty("name").GetString().ShouldBe("cat");
        result.GetProperty("scores").GetArrayLength().ShouldBe(10);
        result.GetProperty("scores")[3].GetProperty("score").GetInt32().ShouldBe(470);
        using var job = await dashboard.Http.GetAsync($"api/jobs/{result.GetProperty("job").GetString()}");
        job.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cluster_without_a_node_manager_is_said_to_be_one()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cluster.IsLost = true;
        foreach (var path in new[] { "api/snapshot", $"api/jobs/{NoJob}" })
        {
            using var answer = await dashboard.Http.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await ErrorOfAsync(answer)).ShouldContain("node manager");
        }
    }

    [Theory]
    [InlineData(GatewayRole.Read, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(GatewayRole.Operate, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Forbidden)]
    [InlineData(GatewayRole.Submit, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    public async Task A_token_allows_what_its_role_says(GatewayRole role, HttpStatusCode read, HttpStatusCode cancel, HttpStatusCode submit)
    {
        await using var dashboard = await TestDashboard.StartAsync(tokens: AccessToken.Of("someone", role, "fard_secret"));
        using (var nobody = await dashboard.Http.GetAsync("api/snapshot")) nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        dashboard.Http.DefaultRequestHeaders.Authorization = new("Bearer", "fard_secret");
        foreach (var path in new[] { "api/snapshot", "api/rates", "api/applications/wide_app/plan" })
        {
            using var got = await dashboard.Http.GetAsync(path);
            got.StatusCode.ShouldBe(read);
        }

        using var cancelled = await dashboard.Http.PostAsync($"api/jobs/{NoJob}/cancel", Json("{}"));
        cancelled.StatusCode.ShouldBe(cancel);
        using var tried = await dashboard.Http.PostAsync("api/applications/two_stage_bnn_app/try", Bytes(3072, "application/octet-stream"));
        tried.StatusCode.ShouldBe(submit);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(int length, string type)
    {
        var content = new ByteArrayContent(new byte[length]);
        content.Headers.ContentType = new(type);
        return content;
    }

    private static async Task<string> ErrorOfAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!;
}
