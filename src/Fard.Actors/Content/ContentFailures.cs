using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>Why the heads that were asked did not give a content.</summary>
internal sealed class ContentFailures(ContentHash hash)
{
    private readonly Dictionary<DataEndpoint, (ContentError Error, string Reason)> _last = [];
    private readonly HashSet<DataEndpoint> _damaged = [];

    /// <summary>Whether what the head has is known to be wrong.</summary>
    public bool IsDamaged(DataEndpoint head) => _damaged.Contains(head);

    public void Add(DataEndpoint head, ContentError error, string reason) => _last[head] = (error, reason);

    /// <summary>What came in the end is not the content.</summary>
    /// <param name="givers">Who gave parts of it: one alone is to blame.</param>
    /// <param name="refused">Why it was refused; null: its hash.</param>
    public void AddDamaged(DataEndpoint head, IReadOnlyCollection<DataEndpoint> givers, ContentException? refused = null)
    {
        if (givers.Count == 1) _damaged.Add(head);
        _last[head] = refused is null ? (ContentError.WrongHash, "what it gave has another SHA-256") : (refused.Error, refused.Message);
    }

    /// <summary>Forgets what an old connection said, unless it was about the content.</summary>
    public void Clear()
    {
        foreach (var head in _last.Keys.Except(_damaged).ToArray()) _last.Remove(head);
    }

    /// <summary>All of it in one error; what says most about the content gives its kind.</summary>
    public ContentException ToException()
    {
        if (_last.Count == 0) return new ContentException(ContentError.NoHead, $"Content {hash} cannot be fetched: the cluster has no head that is reachable.");
        ReadOnlySpan<ContentError> order = [ContentError.WrongHash, ContentError.TooLarge, ContentError.WrongLength, ContentError.NoHead, ContentError.Unknown];
        var kind = ContentError.Unknown;
        foreach (var error in order)
        {
            if (_last.Values.All(failure => failure.Error != error)) continue;
            kind = error;
            break;
        }

        return new ContentException(kind, $"Content {hash} cannot be fetched. {string.Join(" ", _last.Select(failure => $"{failure.Key}: {failure.Value.Reason.TrimEnd('.')}."))}");
    }
}
