using System.Text;
using System.Text.Json;
using Fard.Programs;

namespace HelloTasks;

/// <summary>Puts out what greeters say, and who comes and goes.</summary>
public sealed class Listener : FardTask
{
    protected override ValueTask SetupAsync(CancellationToken stopping)
    {
        RegisterEvent("greeting", OnGreetingAsync);
        RegisterEvent(EventNames.PeerUp, (peer, token) => PutAsync($"{peer.Sender} is there", token));
        RegisterEvent(EventNames.PeerDown, (peer, token) => PutAsync($"{peer.Sender} is gone", token));
        return ValueTask.CompletedTask;
    }

    private ValueTask OnGreetingAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        var greeting = JsonSerializer.Deserialize<Greeting>(received.Payload.Bytes.Span)!;
        return PutAsync($"{greeting.Text}, for the {greeting.Number}. time", cancellationToken);
    }

    private ValueTask PutAsync(string line, CancellationToken cancellationToken) => SendOutputDataAsync(Encoding.UTF8.GetBytes(line), cancellationToken);
}
