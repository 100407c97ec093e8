namespace Fard.Actors.Content;

/// <summary>A kind of listing that heads keep, such as bitstream packages: knows what it has to look like. Safe for several threads.</summary>
public interface IContentKind
{
    /// <summary>Its name in messages.</summary>
    string Kind { get; }

    /// <summary>How much of it is accepted.</summary>
    ContentLimits Limits { get; }

    /// <summary>What a name means; null: it is not known.</summary>
    ContentHash? Find(string name) => null;

    /// <summary>Checks a listing, all of whose files are in <paramref name="files"/>, and makes it known on this head.</summary>
    /// <exception cref="ContentException">It is refused; the message says why.</exception>
    Task AdmitAsync(ContentHash hash, ContentListing listing, IContentSource files);

    /// <summary>The listing is not kept any more.</summary>
    void Dropped(ContentHash hash);
}
