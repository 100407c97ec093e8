using Microsoft.Playwright;

namespace Fard.Gateway.Tests.Dashboard.Page;

/// <summary>One headless Chromium for all specs of pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Machines under load are slow: conditions have this long to come true, in milliseconds.</summary>
    private const int Patience = 45_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Executable is not { } executable) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Headless = true,
            // Containers run as root and have little shared memory.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            Timeout = 2 * Patience,
        });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh page, with storage of its own.</summary>
    public async Task<OpenPage> OpenAsync(Uri address, string place = "#/", ColorScheme theme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new ViewportSize { Width = width, Height = height } });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var open = new OpenPage(page);
        await page.GotoAsync(new Uri(address, place).ToString());
        return open;
    }
}

/// <summary>The specs that share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
