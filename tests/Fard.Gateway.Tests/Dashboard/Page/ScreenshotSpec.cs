using Fard.Gateway.Tests.Dashboard.Scripted;
using Microsoft.Playwright;

namespace Fard.Gateway.Tests.Dashboard.Page;

/// <summary>Pictures of every view for people to look at.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotSpec(Browser browser)
{
    private static readonly (ColorScheme Theme, int Width, int Height, string Name)[] Screens =
        [(ColorScheme.Light, 1440, 900, "light"), (ColorScheme.Dark, 1440, 900, "dark"), (ColorScheme.Light, 400, 800, "narrow"), (ColorScheme.Dark, 820, 1100, "tablet")];

    [ScreenshotFact]
    public async Task Takes_pictures()
    {
        if (ScreenshotFactAttribute.Running is { } address)
        {
            await TakeAsync(new Uri(address));
            return;
        }

        await using var dashboard = await TestDashboard.StartAsync();
        var cluster = dashboard.Cluster;
        var failed = cluster.Submit(ScriptedApplications.TwoStage, 200);
        cluster.Advance(TimeSpan.FromMilliseconds(150));
        cluster.Fail(failed, "Board bench-a was lost while the job ran, and 5 attempts were not enough.");
        var running = cluster.Submit(ScriptedApplications.TwoStage, 30_000, "camera-7");
        cluster.Submit(ScriptedApplications.Wide, 60_000, "nightly");
        cluster.Submit(ScriptedApplications.Wide, 800, "alice");
        cluster.Log("Warning", "rack-6", "Run 512 of cnvW2A2 did not end within 10 s; it is cut.");
        cluster.Log("Info", "bench-a", "Loaded cnvW2A2-cifar10@0..5.", running);
        using var stopping = new CancellationTokenSource();
        var moving = MoveAsync(cluster, stopping.Token);
        await TakeAsync(dashboard.Address);
        await stopping.CancelAsync();
        await moving;
    }

    private async Task TakeAsync(Uri address)
    {
        string[] places = ["", "boards", "pipelines", "jobs", "applications/two_stage_bnn_app", "events", "logs", "try/two_stage_bnn_app"];
        foreach (var (theme, width, height, name) in Screens)
        {
            await using var open = await browser.OpenAsync(address, theme: theme, width: width, height: height);
            await open.WaitUntilLiveAsync();
            // The charts of a page that was just opened are empty.
            await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System);
            foreach (var place in places)
            {
                await open.Page.GotoAsync(new Uri(address, $"#/{place}").ToString());
                if (place.StartsWith("try", StringComparison.Ordinal)) await TryAsync(open.Page);
                await TakeAsync(open.Page, $"{(place.Length > 0 ? place.Split('/')[0] : "overview")}-{name}");
                if (place is not ("boards" or "jobs")) continue;
                await open.Page.Locator("td a.code, th a.board-link").First.ClickAsync();
                await TakeAsync(open.Page, $"{place[..^1]}-{name}");
            }
        }
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(900), TimeProvider.System);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(ScreenshotFactAttribute.Folder!, $"{name}.png"), FullPage = true });
    }

    private static async Task TryAsync(IPage page)
    {
        await page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(ScreenshotFactAttribute.Folder!, "sample.png"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Classify" }).ClickAsync();
    }

    private static async Task MoveAsync(ScriptedCluster cluster, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            cluster.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Runs where FARD_SCREENSHOTS names a folder; the gateway is that of FARD_GATEWAY, where that is an address, or one on a scripted cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScreenshotFactAttribute : FactAttribute
{
    public ScreenshotFactAttribute() => Skip = Folder is null ? "Set FARD_SCREENSHOTS to a folder with an image sample.png to take pictures." : new BrowserFactAttribute().Skip;

    public static string? Running => Environment.GetEnvironmentVariable("FARD_GATEWAY");

    public static string? Folder => Environment.GetEnvironmentVariable("FARD_SCREENSHOTS");
}
