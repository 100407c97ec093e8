using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.TestKit;

/// <content>How failed expectations read.</content>
public abstract partial class TestKitBase
{
    private const int MostItems = 32;

    [DoesNotReturn]
    private void Fail(string failure, string? hint = null)
    {
        _assertions.Fail("{0}", string.IsNullOrEmpty(hint) ? failure : $"{failure} Hint: {hint}");
        throw new InvalidOperationException(failure);
    }

    private static string Show(MessageEnvelope envelope) => $"{Show(envelope.Message)} from {ShowSender(envelope.Sender)}";

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\" (String)",
        IEnumerable items and not IActorRef => $"[{ShowItems(items)}] ({value.GetType().Name})",
        _ => $"<{value}> ({value.GetType().Name})",
    };

    private static string ShowItems(IEnumerable items)
    {
        var first = items.Cast<object?>().Take(MostItems + 1).Select(Show).ToList();
        return first.Count > MostItems ? $"{string.Join(", ", first.Take(MostItems))}, ..." : string.Join(", ", first);
    }

    private static string ShowSender(IActorRef? sender) => sender?.ToString() ?? "no sender";
}
