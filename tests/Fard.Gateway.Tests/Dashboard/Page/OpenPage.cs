using System.Text.Json;
using Microsoft.Playwright;

namespace Fard.Gateway.Tests.Dashboard.Page;

/// <summary>A page that is open, with what it complained about.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and scripts that threw.</summary>
    public string[] Complaints
    {
        get
        {
            lock (_complaints) return [.. _complaints];
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Waits until the page has the cluster's state.</summary>
    public Task WaitUntilLiveAsync() => Assertions.Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Live");

    /// <summary>What axe-core finds that is serious or critical, one line each.</summary>
    public async Task<string[]> FindBarriersAsync()
    {
        // By the debugger, which is not held to the page's content security policy.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Dashboard", "Axe", "axe.min.js")));
        var found = await Page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. found.GetProperty("violations").EnumerateArray()
                .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
                .SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
                    $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}")),
        ];
    }

    private void Complain(string text)
    {
        lock (_complaints) _complaints.Add(text);
    }
}
