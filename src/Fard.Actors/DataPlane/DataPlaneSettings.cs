namespace Fard.Actors.DataPlane;

/// <summary>Settings of the data plane (<c>fard.data-plane</c> in the configuration).</summary>
public sealed record DataPlaneSettings
{
    /// <summary>Address that the listener binds.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port that the listener binds; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Host that other members dial; the bound one where null.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Longest payload of a frame, in bytes.</summary>
    public int MaxPayload { get; init; } = 4 * 1024 * 1024;

    /// <summary>Chunks that a receiver lets its sender have under way.</summary>
    public int WindowChunks { get; init; } = 16;

    /// <summary>Bytes that a receiver lets its sender have under way; two chunks are always let through.</summary>
    public int WindowBytes { get; init; } = 1024 * 1024;

    /// <summary>How long the hello, and then the job that it names, may take to appear.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long dialling may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections that may wait for their hello or their job at once; more are closed.</summary>
    public int MaxPendingConnections { get; init; } = 256;
}
