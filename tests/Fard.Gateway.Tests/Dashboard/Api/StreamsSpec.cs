using System.Net;
using System.Text.Json;
using Fard.Actors.Observation;
using Fard.Gateway.Dashboard;
using Fard.Gateway.Tests.Dashboard.Scripted;

namespace Fard.Gateway.Tests.Dashboard.Api;

public sealed class StreamsSpec
{
    [Fact]
    public async Task The_state_comes_whole_and_then_as_it_changes()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventReader.OpenAsync(dashboard.Http, "api/stream");
        var (kind, first) = await reader.NextAsync();
        kind.ShouldBe("state");
        first.GetProperty("full").GetBoolean().ShouldBeTrue();
        first.GetProperty("set").TryGetProperty("board/bench-a", out _).ShouldBeTrue();

        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 10);
        var second = await reader.NextAsync((_, data) => HasItem(data, $"job/{job}"));
        second.GetProperty("full").GetBoolean().ShouldBeFalse();
        second.GetProperty("set").TryGetProperty("board/bench-a", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_comes_back_gets_what_changed_and_after_a_restart_everything()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventReader.OpenAsync(dashboard.Http, "api/stream");
        await reader.NextAsync((_, data) => HasItem(data, "event/11"));
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 10);
        await using var again = await EventReader.OpenAsync(dashboard.Http, "api/stream", reader.LastId);
        (await again.NextAsync((_, data) => HasItem(data, $"job/{job}"))).GetProperty("full").GetBoolean().ShouldBeFalse();

        await dashboard.RestartAsync();
        await using var restarted = await EventReader.OpenAsync(dashboard.Http, "api/stream", again.LastId);
        (await restarted.NextAsync()).Data.GetProperty("full").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Streams_end_when_the_gateway_stops()
    {
        var dashboard = await TestDashboard.StartAsync();
        await using var state = await EventReader.OpenAsync(dashboard.Http, "api/stream");
        await using var logs = await EventReader.OpenAsync(dashboard.Http, "api/logs");
        await state.NextAsync();
        var stopping = dashboard.DisposeAsync().AsTask();
        try
        {
            while (await state.TryNextAsync() is not null)
            {
                // What was on its way.
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Closed in the middle of an event.
        }

        await stopping;
    }

    [Fact]
    public async Task Events_go_on_behind_the_last_that_a_reader_has()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventReader.OpenAsync(dashboard.Http, "api/events");
        (await reader.NextAsync()).Name.ShouldBe("reset");
        await reader.NextAsync((_, data) => data.GetProperty("kind").GetString() == ClusterEventKinds.ApplicationDeployed);
        dashboard.Cluster.Announce("job-done", EventSeverity.Information, "next");
        await using var again = await EventReader.OpenAsync(dashboard.Http, "api/events", reader.LastId);
        var (name, data) = await again.NextAsync();
        name.ShouldBe("event");
        data.GetProperty("text").GetString().ShouldBe("next");
        data.GetProperty("severity").GetString().ShouldBe("information");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000000000000000000000000000-3")]
    public async Task A_reader_with_an_id_that_is_not_known_begins_anew(string id)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventReader.OpenAsync(dashboard.Http, "api/events", id);
        (await reader.NextAsync()).Name.ShouldBe("reset");
        (await reader.NextAsync()).Data.GetProperty("number").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Events_and_logs_of_one_job_are_of_that_job()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 10);
        dashboard.Cluster.Log("Info", "bench-b", "another");
        dashboard.Cluster.Log("Info", "bench-a", "about it", job);
        await using var events = await EventReader.OpenAsync(dashboard.Http, $"api/events?job={job}");
        (await events.NextAsync((name, _) => name == "event")).GetProperty("kind").GetString().ShouldBe("job-submitted");
        await using var logs = await EventReader.OpenAsync(dashboard.Http, $"api/logs?job={job}");
        var (_, line) = await logs.NextAsync();
        line.GetProperty("message").GetString().ShouldBe("about it");
        line.GetProperty("job").GetString().ShouldBe(job.ToString());
    }

    [Fact]
    public async Task One_stream_too_many_is_told_to_come_later()
    {
        await using var dashboard = await TestDashboard.StartAsync(TestDashboard.QuickSettings with { MaxListeners = 1 });
        await using (var reader = await EventReader.OpenAsync(dashboard.Http, "api/stream"))
        {
            using var refused = await dashboard.Http.GetAsync("api/events");
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        // The place is free again as soon as the gateway notices that the reader is gone.
        await WaitForPlaceAsync(dashboard);
    }

    [Fact]
    public async Task A_slow_reader_gets_the_newest_lines_and_is_told_how_many_it_lost()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync("api/logs", HttpCompletionOption.ResponseHeadersRead);
        LogMuch(dashboard.Cluster);
        dashboard.Cluster.Log("Info", "bench-a", "the last");
        using var text = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var hasGap = false;
        while (await text.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(45)) is { } line && !line.Contains("the last", StringComparison.Ordinal)) hasGap |= line == "event: gap";
        hasGap.ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_disconnected()
    {
        await using var dashboard = await TestDashboard.StartAsync(TestDashboard.QuickSettings with { MaxListeners = 1, WriteTimeout = TimeSpan.FromMilliseconds(300) });
        using var stuck = await dashboard.Http.GetAsync("api/logs", HttpCompletionOption.ResponseHeadersRead);
        LogMuch(dashboard.Cluster);
        await WaitForPlaceAsync(dashboard);
    }

    [Fact]
    public async Task A_stream_without_news_says_that_it_is_alive()
    {
        await using var dashboard = await TestDashboard.StartAsync(TestDashboard.QuickSettings with { PingInterval = TimeSpan.FromMilliseconds(100) });
        using var answer = await dashboard.Http.GetAsync("api/logs", HttpCompletionOption.ResponseHeadersRead);
        using var text = new System.IO.StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var pings = 0; pings < 3;)
            if (await text.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(45)) == "event: ping") pings++;
    }

    [Fact]
    public async Task A_node_manager_that_is_lost_is_news()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventReader.OpenAsync(dashboard.Http, "api/stream");
        await reader.NextAsync();
        dashboard.Cluster.IsLost = true;
        var data = await reader.NextAsync((_, data) => HasItem(data, "view"));
        data.GetProperty("set").GetProperty("view").GetProperty("connected").GetBoolean().ShouldBeFalse();
        data.GetProperty("set").GetProperty("view").GetProperty("problem").GetString()!.ShouldContain("node manager");
    }

    [Fact]
    public void Settings_have_the_defaults_that_the_reference_states()
    {
        var config = Fard.Actors.Members.FardConfig.Reference;
        DashboardSettings.Read(config).ShouldBe(new DashboardSettings());
    }

    // More than the buffers of a connection hold.
    private static void LogMuch(ScriptedCluster cluster)
    {
        var line = new string('x', 16_384);
        for (var i = 0; i < 4_000; i++) cluster.Log("Info", "bench-a", line);
    }

    private static async Task WaitForPlaceAsync(TestDashboard dashboard)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await dashboard.Http.GetAsync("api/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.StatusCode == HttpStatusCode.OK) return;
        }
    }

    private static bool HasItem(JsonElement data, string key) => data.GetProperty("set").TryGetProperty(key, out _);
}
