using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Fard.Gateway.Tests.Dashboard.Api;

/// <summary>Reads a stream of server-sent events with the platform's own parser.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _ending = new();
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _items = SseParser.Create(stream).EnumerateAsync(_ending.Token).GetAsyncEnumerator(_ending.Token);
    }

    /// <summary>The id of the last event that had one.</summary>
    public string? LastId { get; private set; }

    public static async Task<EventReader> OpenAsync(HttpClient http, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event that is no ping; null: the stream ended.</summary>
    public async Task<(string Name, JsonElement Data)?> TryNextAsync()
    {
        while (await _items.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            var item = _items.Current;
            LastId = item.EventId ?? LastId;
            if (item.EventType != "ping") return (item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data));
        }

        return null;
    }

    public async Task<(string Name, JsonElement Data)> NextAsync() => await TryNextAsync() ?? throw new EndOfStreamException("The stream ended.");

    /// <summary>The next event that fulfils a condition.</summary>
    public async Task<JsonElement> NextAsync(Func<string, JsonElement, bool> condition)
    {
        while (true)
        {
            var (name, data) = await NextAsync();
            if (condition(name, data)) return data;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _answer.Dispose();
        _ending.Dispose();
    }
}
