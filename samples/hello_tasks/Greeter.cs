using System.Text.Json;
using Fard.Programs;

namespace HelloTasks;

/// <summary>Greets every listener again and again.</summary>
public sealed class Greeter : FardTask
{
    private TimeSpan _interval = TimeSpan.FromSeconds(1);
    private int _count;

    protected override void ParseConfig(JsonElement config)
    {
        if (config.TryGetProperty("interval_ms", out var interval)) _interval = TimeSpan.FromMilliseconds(interval.GetInt32());
    }

    protected override async ValueTask RunAsync(CancellationToken stopping)
    {
        await FireAsync("greeting", new Greeting($"Hello from {Context.PeerId}", ++_count), task: "listener", cancellationToken: stopping);
        await Task.Delay(_interval, TimeProvider.System, stopping);
    }
}

/// <summary>What a greeter says.</summary>
public sealed record Greeting(string Text, int Number);
