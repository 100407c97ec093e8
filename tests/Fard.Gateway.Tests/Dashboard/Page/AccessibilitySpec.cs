using Fard.Gateway.Tests.Dashboard.Scripted;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fard.Gateway.Tests.Dashboard.Page;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilitySpec(Browser browser)
{
    private static readonly string[] Places = ["#/", "#/boards", "#/boards/rack-6", "#/pipelines", "#/jobs", "#/applications/wide_app", "#/events", "#/logs", "#/try"];

    [BrowserFact]
    public Task Axe_finds_no_serious_problem_in_light() => FindNoBarrierAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Axe_finds_no_serious_problem_in_dark() => FindNoBarrierAsync(ColorScheme.Dark);

    [BrowserFact]
    public async Task The_theme_follows_the_system_until_one_is_chosen()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var open = await browser.OpenAsync(dashboard.Address, theme: ColorScheme.Dark);
        await open.WaitUntilLiveAsync();
        var dark = await BackgroundAsync(open);
        await open.Page.GetByLabel("Theme").SelectOptionAsync("light");
        var light = await BackgroundAsync(open);
        light.ShouldNotBe(dark);
        await open.Page.ReloadAsync();
        await open.WaitUntilLiveAsync();
        (await BackgroundAsync(open)).ShouldBe(light);
        open.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_skip_link_is_the_first_stop_and_leads_to_the_content()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var open = await browser.OpenAsync(dashboard.Address, "#/boards");
        await open.WaitUntilLiveAsync();
        await open.Page.Keyboard.PressAsync("Tab");
        await Expect(open.Page.Locator(".skip")).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Expect(open.Page.Locator("#main")).ToBeFocusedAsync();
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "Boards", Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Nothing_but_its_own_regions_scrolls_sideways_on_a_narrow_screen()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cluster.Submit(ScriptedApplications.Wide, 10_000);
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(1));
        await using var open = await browser.OpenAsync(dashboard.Address, width: 380, height: 760);
        foreach (var place in Places)
        {
            await open.Page.GotoAsync(new Uri(dashboard.Address, place).ToString());
            await open.WaitUntilLiveAsync();
            (await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, place);
        }
    }

    private async Task FindNoBarrierAsync(ColorScheme theme)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var failed = dashboard.Cluster.Submit(ScriptedApplications.TwoStage, 100);
        dashboard.Cluster.Advance(TimeSpan.FromMilliseconds(50));
        dashboard.Cluster.Fail(failed, "Board bench-a was lost.");
        var running = dashboard.Cluster.Submit(ScriptedApplications.Wide, 10_000);
        dashboard.Cluster.Submit(ScriptedApplications.Wide, 500);
        dashboard.Cluster.Log("Warning", "bench-a", "a line");
        dashboard.Cluster.Advance(TimeSpan.FromSeconds(1));
        await using var open = await browser.OpenAsync(dashboard.Address, theme: theme);
        var barriers = new List<string>();
        foreach (var place in Places.Append($"#/jobs/{running}").Append($"#/jobs/{failed}"))
        {
            await open.Page.GotoAsync(new Uri(dashboard.Address, place).ToString());
            await open.WaitUntilLiveAsync();
            await Expect(open.Page.Locator("section.panel").First).ToBeVisibleAsync();
            barriers.AddRange((await open.FindBarriersAsync()).Select(barrier => $"{place}: {barrier}"));
        }

        barriers.ShouldBeEmpty();
        open.Complaints.ShouldBeEmpty();
    }

    private static Task<string> BackgroundAsync(OpenPage open) => open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
