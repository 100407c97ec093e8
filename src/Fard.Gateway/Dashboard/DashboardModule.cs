using Fard.Client;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Api;
using Fard.Gateway.Dashboard.Files;
using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fard.Gateway.Dashboard;

/// <summary>The dashboard: its page at <c>/</c>, its files below <c>/dashboard</c>, and what it shows below <c>/api</c>.</summary>
internal sealed class DashboardModule : IGatewayModule, IAsyncDisposable
{
    private readonly GatewayContext _context;
    private readonly IClusterView _view;
    private readonly DashboardSettings _settings;
    private readonly PageFiles _files = PageFiles.Load();
    private readonly EventFeed _events;
    private readonly StatePublisher _publisher;

    public DashboardModule(GatewayContext context, IClusterView view)
    {
        _context = context;
        _view = view;
        _settings = context.Settings.Dashboard;
        _events = new EventFeed(view, context.Time, _settings.KeptEvents);
        _publisher = new StatePublisher(view, _events, _settings, context.Time, context.Runtime.FindNetwork);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var streams = new StreamHost(_settings, _context.Time, stopping);
        // The files say nothing of the cluster, and the page has to be there for somebody to sign in.
        routes.MapGet("/", (HttpContext http) => SendFileAsync(http, PageFiles.Start)).AllowWithoutToken();
        routes.MapGet("/dashboard/{**path}", SendFileAsync).AllowWithoutToken();
        new StateApi(_publisher, streams, _settings, _context.Time).Map(routes);
        new EventsApi(_events, _view, streams).Map(routes);
        new JobsApi(_view).Map(routes);
        new ApplicationsApi(_context.Runtime).Map(routes);
        new TryApi(_context.Runtime, _context.Settings.Labels, _context.Time).Map(routes);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _events.DisposeAsync();
    }

    private async Task SendFileAsync(HttpContext http, string? path)
    {
        path ??= "";
        if (!await _files.TryWriteAsync(http, path)) await GatewayErrors.WriteAsync(http, StatusCodes.Status404NotFound, $"The dashboard has no file '{(path.Length > 64 ? path[..64] + "…" : path)}'.");
    }
}
