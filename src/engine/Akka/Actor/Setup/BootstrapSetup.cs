using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Configuration and provider of a system, given in code. Immutable.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) => new(Config.HasValue ? Config.Value.SafeWithFallback(config) : config, ActorRefProvider);
}
