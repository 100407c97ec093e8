using System.Text.RegularExpressions;
using Fard.Actors.Observation;
using Fard.Gateway.Access;
using Fard.Gateway.Tests.Dashboard.Scripted;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fard.Gateway.Tests.Dashboard.Page;

[Collection(BrowserCollection.Name)]
public sealed class DashboardPageSpec(Browser browser)
{
    [BrowserFact]
    public async Task Shows_the_cluster_and_follows_it()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var open = await browser.OpenAsync(dashboard.Address);
        var page = open.Page;
        await open.WaitUntilLiveAsync();
        await Expect(page.GetByText("7 of 8")).ToBeVisibleAsync();
        await Expect(page.Locator(".member").Filter(new() { HasText = "127.0.0.1:4053" })).ToContainTextAsync("node manager");

        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 20_000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(1));
        var row = page.Locator("tr").Filter(new() { HasText = job.ToString()[..8] });
        await Expect(row.GetByText("running")).ToBeVisibleAsync();
        await MoveOnUntilAsync(dashboard.Cluster, () => page.Locator(".node.bottleneck").Filter(new() { HasText = "first_stage" }).IsVisibleAsync());
        await Expect(page.Locator(".node.bottleneck")).ToContainTextAsync("bottleneck");

        await page.GetByRole(AriaRole.Link, new() { Name = "Boards", Exact = true }).ClickAsync();
        var boards = page.GetByRole(AriaRole.Region, new() { Name = "Boards", Exact = true }).Locator("tr");
        await Expect(boards.Filter(new() { HasText = "rack-6" })).ToContainTextAsync("The device hung");
        await Expect(boards.Filter(new() { HasText = "rack-4" })).ToContainTextAsync("simulated (HLS in C)");
        await Expect(boards.Filter(new() { HasText = "bench-a" })).ToContainTextAsync("emulated");
        open.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Cancels_a_job_by_keyboard_and_shows_its_timeline()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 100_000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(2));
        await using var open = await browser.OpenAsync(dashboard.Address, "#/jobs");
        var page = open.Page;
        var name = job.ToString()[..8];
        await page.GetByRole(AriaRole.Button, new() { Name = $"Cancel job {name}", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        var ended = page.GetByRole(AriaRole.Region, new() { Name = "Jobs that ended" }).Locator("tr").Filter(new() { HasText = name });
        await Expect(ended).ToContainTextAsync("Cancelled on the dashboard. (loopback)");
        await ended.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Job {name}" })).ToBeFocusedAsync();
        await Expect(page.Locator(".timeline canvas")).ToBeVisibleAsync();
        await Expect(page.Locator("tr").Filter(new() { HasText = "0 first_stage" })).ToContainTextAsync("bench-a");
        await Expect(page.Locator(".event").First).ToContainTextAsync("job-cancelled");
        open.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Classifies_an_image_that_is_dropped()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var open = await browser.OpenAsync(dashboard.Address, "#/try/two_stage_bnn_app");
        var page = open.Page;
        var zone = page.Locator(".drop");
        await Expect(zone).ToContainTextAsync("32×32");
        // 64 x 96 pixels, white but for a red square of 64 x 64 in the middle: what remains after cropping is red.
        await zone.EvaluateAsync(
            """
            async zone => {
              const canvas = new OffscreenCanvas(64, 96);
              const context = canvas.getContext('2d');
              context.fillStyle = '#fff';
              context.fillRect(0, 0, 64, 96);
              context.fillStyle = '#f00';
              context.fillRect(0, 16, 64, 64);
              const data = new DataTransfer();
              data.items.add(new File([await canvas.convertToBlob({ type: 'image/png' })], 'red.png', { type: 'image/png' }));
              zone.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
            }
            """);
        await Expect(page.GetByText("red.png: 64×96, cropped to the middle and scaled by this browser to 32×32")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Classify" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Class: cat" })).ToBeVisibleAsync();
        await Expect(page.Locator(".scores tr.best")).ToContainTextAsync("470");
        await Expect(page.Locator(".path")).ToContainTextAsync("second_stage on bench-b");
        dashboard.Runtime.LastPixels.ShouldBe([.. Enumerable.Range(0, 32 * 32).SelectMany(_ => new byte[] { 255, 0, 0 })]);
        open.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Is_right_again_after_the_gateway_was_restarted()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var gone = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 100_000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(1));
        await using var open = await browser.OpenAsync(dashboard.Address, "#/jobs");
        var page = open.Page;
        await Expect(page.Locator("tr").Filter(new() { HasText = gone.ToString()[..8] })).ToContainTextAsync("running");

        await dashboard.RestartAsync();
        dashboard.Cluster.Fail(gone, "Board bench-a was lost.");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Jobs that ended" }).Locator("tr").Filter(new() { HasText = gone.ToString()[..8] })).ToContainTextAsync("Board bench-a was lost.");
        await open.WaitUntilLiveAsync();
        // What a browser says of connections that were refused is as it should be; anything else is not.
        open.Complaints.ShouldAllBe(text => text.Contains("net::ERR_"));
    }

    [BrowserFact]
    public async Task Says_that_no_node_manager_answers_and_recovers()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var open = await browser.OpenAsync(dashboard.Address);
        await open.WaitUntilLiveAsync();
        dashboard.Cluster.IsLost = true;
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The node manager did not answer");
        dashboard.Cluster.IsLost = false;
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Filters_events_and_logs_by_job()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var job = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 50);
        dashboard.Cluster.Log("Warning", "bench-a", "a line about the job <b>not bold</b>", job);
        dashboard.Cluster.Log("Error", "bench-b", "a line about something else");
        await using var open = await browser.OpenAsync(dashboard.Address, $"#/logs?job={job}");
        var page = open.Page;
        await Expect(page.GetByText("a line about the job <b>not bold</b>")).ToBeVisibleAsync();
        await Expect(page.GetByText("a line about something else")).ToHaveCountAsync(0);
        await page.GetByLabel("Job").FillAsync("");
        await Expect(page.GetByText("a line about something else")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Events", Exact = true }).ClickAsync();
        dashboard.Cluster.Announce(ClusterEventKinds.JobRecovering, EventSeverity.Warning, "It is placed again.", job);
        await page.GetByLabel("Job").FillAsync(job.ToString());
        await Expect(page.Locator(".event")).ToHaveCountAsync(2);
        await page.GetByLabel("Severity").SelectOptionAsync("warning");
        await Expect(page.Locator(".event")).ToHaveTextAsync(new Regex("It is placed again."));
        open.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Asks_for_a_token_and_offers_only_what_it_allows()
    {
        await using var dashboard = await TestDashboard.StartAsync(tokens: AccessToken.Of("reader", GatewayRole.Read, "fard_reads"));
        dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 100_000);
        await using var open = await browser.OpenAsync(dashboard.Address, "#/jobs");
        var page = open.Page;
        await page.GetByLabel("Token").FillAsync("fard_reads");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator(".session")).ToContainTextAsync("reader");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Jobs that run or wait" })).ToContainTextAsync("two_stage_bnn_app");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).CountAsync()).ShouldBe(0);
        open.Complaints.ShouldBeEmpty();
    }

    // The script's clock is not the machine's: a page that draws what is now needs more than one state for rates.
    private static async Task MoveOnUntilAsync(ScriptedCluster cluster, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            cluster.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }
}
