using System.Collections.Immutable;
using Fard.Actors.Boards;
using Fard.Actors.Content;
using Fard.Networks.Description;

namespace Fard.Actors.Members;

/// <summary>What a member takes from its program instead of its configuration.</summary>
public sealed record FardMemberOptions
{
    /// <summary>Finds networks by name, for the applications of a head.</summary>
    public Func<string, NetworkDescription?> FindNetwork { get; init; } = NetworkCatalog.TryFind;

    /// <summary>Kinds of listing that a member of role head keeps, beside Fard's own.</summary>
    public ImmutableArray<IContentKind> ContentKinds { get; init; } = [];

    /// <summary>Makes the board of a member of role board; null: as <c>fard.board</c> says. Gets the name that the configuration gives the board.</summary>
    public Func<string, BoardSetup>? Board { get; init; }
}
