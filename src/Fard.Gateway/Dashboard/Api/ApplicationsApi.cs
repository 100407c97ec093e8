using System.Collections.Concurrent;
using Fard.Actors.Applications;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Files;
using Fard.Gateway.Dashboard.Items;
using Fard.Gateway.Dashboard.Plans;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference;
using Fard.Planning.Charts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>The plan of an application by the models, with its pictures.</summary>
internal sealed class ApplicationsApi(IInferenceRuntime runtime)
{
    private const int MostPlans = 64;

    private readonly ConcurrentDictionary<(string Name, long Version), ApplicationPlan> _plans = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/applications/{name}/plan", DescribeAsync).RequireRole(GatewayRole.Read);
        routes.MapGet("/api/applications/{name}/charts/{chart}", DrawAsync).RequireRole(GatewayRole.Read);
    }

    /// <summary>The application of a name; null after it was answered that there is none.</summary>
    public static async Task<ApplicationDescription?> FindAsync(HttpContext http, IInferenceRuntime runtime, string name)
    {
        var applications = await runtime.ListApplicationsAsync(http.RequestAborted);
        if (applications.FirstOrDefault(application => application.Name == name) is { } found) return found;
        var names = applications.IsEmpty ? "there is none" : $"there are {string.Join(", ", applications.Select(application => application.Name))}";
        await GatewayErrors.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no application '{(name.Length > 64 ? name[..64] + "…" : name)}'; {names}.");
        return null;
    }

    private async Task DescribeAsync(HttpContext http, string name)
    {
        if (await PlanOfAsync(http, name) is { } plan) await Answers.WriteAsync(http, plan.Describe(), DashboardJson.Default.PlanAnswer);
    }

    private async Task DrawAsync(HttpContext http, string name, string chart)
    {
        if (await PlanOfAsync(http, name) is not { } plan) return;
        ChartTheme? theme = http.Request.Query["theme"].ToString() switch { "" => ChartTheme.Automatic, "light" => ChartTheme.Light, "dark" => ChartTheme.Dark, _ => null };
        if (theme is null)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status400BadRequest, "The theme is light or dark.");
            return;
        }

        if (plan.TryDraw(chart, theme.Value) is not { } svg)
        {
            await GatewayErrors.WriteAsync(
                http, StatusCodes.Status404NotFound, $"There is no such chart of {name}; there are {string.Join(", ", plan.Describe().Charts.Select(one => one.Name))}.");
            return;
        }

        PageHeaders.Set(http.Response.Headers, PageHeaders.PicturePolicy);
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentType = "image/svg+xml";
        await http.Response.WriteAsync(svg, http.RequestAborted);
    }

    private async Task<ApplicationPlan?> PlanOfAsync(HttpContext http, string name)
    {
        if (await FindAsync(http, runtime, name) is not { } application) return null;
        if (_plans.TryGetValue((application.Name, application.Version), out var known)) return known;
        if (ApplicationPlan.TryCreate(application, runtime.FindNetwork(application.Network), out var problem) is not { } plan)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status404NotFound, problem);
            return null;
        }

        // Plans are few; where they are not, they are made again.
        if (_plans.Count >= MostPlans) _plans.Clear();
        return _plans[(application.Name, application.Version)] = plan;
    }
}
