namespace Fard.Programs;

/// <summary>Events that the runtime itself fires, and the bounds of all. Names that begin with <c>fard.</c> are the runtime's.</summary>
public static class EventNames
{
    /// <summary>A peer is up: its setup has ended. The payload is JSON: <c>{"id", "task", "board"}</c>; sender is the peer itself.</summary>
    public const string PeerUp = "fard.peer-up";

    /// <summary>A peer is down: it was stopped, has crashed, or its board is not reached. The payload is that of <see cref="PeerUp"/>.</summary>
    public const string PeerDown = "fard.peer-down";

    /// <summary>What the names of the runtime's own events begin with.</summary>
    public const string Reserved = "fard.";

    /// <summary>Most characters of a name.</summary>
    public const int MaxLength = 128;

    /// <summary>Most bytes of a payload, and of one piece of output: it travels in one message.</summary>
    public const int MaxPayloadBytes = 64 * 1024;

    /// <summary>Most bytes of the state of one key.</summary>
    public const int MaxStateBytes = 32 * 1024;

    /// <summary>Most characters of a key.</summary>
    public const int MaxKeyLength = 200;
}
