using Fard.Actors.Boards;
using Fard.Networks.Description;

namespace Fard.Actors.Members;

/// <summary>What a member takes from its program instead of its configuration.</summary>
public sealed record FardMemberOptions
{
    /// <summary>Finds networks by name, for the applications of a head.</summary>
    public Func<string, NetworkDescription?> FindNetwork { get; init; } = NetworkCatalog.TryFind;

    /// <summary>Makes the board of a member of role board; null: as <c>fard.board</c> says. Gets the name that the configuration gives the board.</summary>
    public Func<string, BoardSetup>? Board { get; init; }
}
