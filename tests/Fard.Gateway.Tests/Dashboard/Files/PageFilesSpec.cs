using System.Text.RegularExpressions;
using Fard.Gateway.Dashboard.Files;

namespace Fard.Gateway.Tests.Dashboard.Files;

public sealed partial class PageFilesSpec
{
    private static readonly PageFiles Files = PageFiles.Load();

    [Fact]
    public async Task Every_import_and_link_names_a_file_that_is_there()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var path in Files.Paths.Where(path => path.EndsWith(".js", StringComparison.Ordinal) && !path.StartsWith("vendor/", StringComparison.Ordinal)))
        {
            var text = await dashboard.Http.GetStringAsync($"dashboard/{path}");
            foreach (Match import in Import().Matches(text)) Files.Paths.ShouldContain(Resolve(path, import.Groups[1].Value), path);
        }

        var page = await dashboard.Http.GetStringAsync("");
        foreach (Match link in Link().Matches(page)) Files.Paths.ShouldContain(link.Groups[1].Value);
    }

    [Fact]
    public async Task The_page_has_no_inline_script_or_style_and_forbids_them()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync("");
        var text = await answer.Content.ReadAsStringAsync();
        Inline().IsMatch(text).ShouldBeFalse();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldSatisfyAllConditions(
            policy => policy.ShouldContain("script-src 'self';"), policy => policy.ShouldNotContain("unsafe"), policy => policy.ShouldContain("frame-ancestors 'none'"));
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public void Every_library_has_its_licence_beside_it() =>
        Files.Paths.Where(path => path.StartsWith("vendor/LICENSE.", StringComparison.Ordinal)).Order().ShouldBe(
            ["vendor/LICENSE.dagre.txt", "vendor/LICENSE.htm.txt", "vendor/LICENSE.preact.txt", "vendor/LICENSE.uplot.txt"]);

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var first = await dashboard.Http.GetAsync("dashboard/app/main.js");
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        using var request = new HttpRequestMessage(HttpMethod.Get, "dashboard/app/main.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await dashboard.Http.SendAsync(request);
        ((int)second.StatusCode).ShouldBe(304);
    }

    [Theory]
    [InlineData("dashboard/none.js")]
    [InlineData("dashboard/")]
    [InlineData("dashboard/..%2f..%2fetc%2fpasswd")]
    public async Task A_path_that_is_no_file_of_the_page_is_not_found(string path)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(404);
    }

    private static string Resolve(string from, string import) => new Uri(new Uri($"http://page/{from}"), import).AbsolutePath[1..];

    [GeneratedRegex(@"from '(\.[^']+)'")]
    private static partial Regex Import();

    [GeneratedRegex(@"(?:src|href)=""dashboard/([^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=")]
    private static partial Regex Inline();
}
