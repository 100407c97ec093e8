using System.Collections.Immutable;
using Akka.Configuration;

namespace Akka.Cluster.SBR;

/// <summary>The settings under <c>akka.cluster.split-brain-resolver</c>.</summary>
public sealed class SplitBrainResolverSettings
{
    public const string KeepMajorityName = "keep-majority";
    public const string StaticQuorumName = "static-quorum";
    public const string KeepOldestName = "keep-oldest";
    public const string DownAllName = "down-all";

    private readonly Config _config;

    /// <param name="config">The whole configuration.</param>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names its key.</exception>
    public SplitBrainResolverSettings(Config config)
    {
        _config = config.GetConfig("akka.cluster.split-brain-resolver");
        DowningStableAfter = _config.GetTimeSpan("stable-after", null, false);
        if (DowningStableAfter <= TimeSpan.Zero) throw new ConfigurationException("akka.cluster.split-brain-resolver.stable-after must be greater than zero.");
        DowningStrategy = _config.GetString("active-strategy")?.ToLowerInvariant() ?? "";
        if (!Strategies.Contains(DowningStrategy))
            throw new ConfigurationException($"Unknown downing strategy [{DowningStrategy}] in akka.cluster.split-brain-resolver.active-strategy. Use one of: {string.Join(", ", Strategies)}.");
        DownAllWhenUnstable = ReadDownAllWhenUnstable();
        KeepMajorityRole = Role(KeepMajorityName);
    }

    /// <summary>The strategies of this engine. Akka's fifth, lease-majority, needs a lease service.</summary>
    private static ImmutableArray<string> Strategies => [KeepMajorityName, StaticQuorumName, KeepOldestName, DownAllName];

    public string DowningStrategy { get; }

    /// <summary>How long the membership must not have changed before a decision is taken.</summary>
    public TimeSpan DowningStableAfter { get; }

    /// <summary>How long after <see cref="DowningStableAfter"/> an ever changing membership is given up as a whole; zero: never.</summary>
    public TimeSpan DownAllWhenUnstable { get; }

    public string? KeepMajorityRole { get; }

    internal DowningStrategy CreateStrategy() => DowningStrategy switch
    {
        StaticQuorumName => new StaticQuorum(QuorumSize(), Role(StaticQuorumName)),
        KeepOldestName => new KeepOldest(_config.GetBoolean("keep-oldest.down-if-alone"), Role(KeepOldestName)),
        DownAllName => new DownAllNodes(),
        _ => new KeepMajority(KeepMajorityRole),
    };

    private string? Role(string strategy) => _config.GetString(strategy + ".role") is { Length: > 0 } role ? role : null;

    private int QuorumSize()
    {
        var text = _config.GetString("static-quorum.quorum-size");
        return int.TryParse(text, out var size) && size > 0
            ? size
            : throw new ConfigurationException($"akka.cluster.split-brain-resolver.static-quorum.quorum-size must be a number of members, not [{text}].");
    }

    private TimeSpan ReadDownAllWhenUnstable()
    {
        const double PartOfStableAfter = 0.75;
        var shortest = TimeSpan.FromSeconds(4);
        var automatic = DowningStableAfter * PartOfStableAfter;
        return _config.GetString("down-all-when-unstable")?.ToLowerInvariant() switch
        {
            "off" or "false" => TimeSpan.Zero,
            null or "on" or "true" => automatic > shortest ? automatic : shortest,
            _ => _config.GetTimeSpan("down-all-when-unstable", null, false),
        };
    }
}
