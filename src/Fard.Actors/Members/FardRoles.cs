namespace Fard.Actors.Members;

/// <summary>The roles of cluster members.</summary>
public static class FardRoles
{
    /// <summary>May host the node manager.</summary>
    public const string Head = "head";

    /// <summary>Has a board.</summary>
    public const string Board = "board";

    /// <summary>Submits jobs.</summary>
    public const string Client = "client";
}
