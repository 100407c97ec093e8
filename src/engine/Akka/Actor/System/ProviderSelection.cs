namespace Akka.Actor;

/// <summary>Which <see cref="IActorRefProvider"/> a system uses.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }

    /// <summary>The name of the provider's type.</summary>
    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection For(string provider) => provider switch
    {
        null or "" or "local" => Local.Instance,
        "remote" => Remote.Instance,
        "cluster" => Cluster.Instance,
        _ => new Custom(provider, null!, provider.Contains("Akka.Cluster.ClusterActorRefProvider", StringComparison.Ordinal)),
    };

    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("local", "Akka.Actor.LocalActorRefProvider, Akka", false)
        {
        }
    }

    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote()
            : base("remote", "Akka.Remote.RemoteActorRefProvider, Akka.Remote", false)
        {
        }
    }

    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster()
            : base("cluster", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster", true)
        {
        }
    }

    public sealed class Custom(string fqn, string? identifier = null, bool hasCluster = false) : ProviderSelection(identifier ?? fqn, fqn, hasCluster);
}
