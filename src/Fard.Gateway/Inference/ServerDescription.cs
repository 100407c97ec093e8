using System.Collections.Immutable;

namespace Fard.Gateway.Inference;

/// <summary>What the server says of itself.</summary>
internal static class ServerDescription
{
    public const string Name = "fard";

    public static string Version { get; } = typeof(ServerDescription).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The extensions of the protocol that are served, by the names that clients look for.</summary>
    public static ImmutableArray<string> Extensions { get; } = ["binary_tensor_data", "model_repository", "statistics"];
}
