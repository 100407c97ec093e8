namespace Fard.Actors.Content;

/// <summary>Settings of the content service (<c>fard.content</c> in the configuration).</summary>
public sealed record ContentSettings
{
    /// <summary>Bytes of the contents that a member's store may hold together.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>Longest content that a store takes, in bytes.</summary>
    public long MaxLength { get; init; } = 256L << 20;

    /// <summary>Connections that a head serves at once; more are turned away and ask again.</summary>
    public int MaxConnections { get; init; } = 64;

    /// <summary>How long a connection may stand still before it is given up.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often all heads are asked before a fetch fails.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Time between two rounds.</summary>
    public TimeSpan RoundDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
