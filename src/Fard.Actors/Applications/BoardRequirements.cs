namespace Fard.Actors.Applications;

/// <summary>What a position asks of its board.</summary>
/// <param name="BoardType">Name of the board description, such as <c>pynq-z1</c>; empty: any.</param>
/// <param name="BoardName">Name of the one board that will do; empty: any.</param>
public sealed record BoardRequirements(string BoardType, string BoardName = "")
{
    public override string ToString() => (BoardName.Length, BoardType.Length) switch
    {
        (0, 0) => "a board",
        (0, _) => $"a {BoardType}",
        (_, 0) => $"the board named {BoardName}",
        _ => $"the {BoardType} named {BoardName}",
    };
}
