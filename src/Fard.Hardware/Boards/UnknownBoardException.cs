namespace Fard.Hardware.Boards;

/// <summary>No board of a name is known; the message lists the names that are.</summary>
public sealed class UnknownBoardException(string name, IEnumerable<string> known)
    : Exception($"There is no board '{name}'. Known boards are {string.Join(", ", known)}.");
