using Akka.Configuration;

namespace Akka.Actor.Internal;

/// <summary>The phases of a coordinated shutdown, ordered so that each comes after those that it depends on.</summary>
internal sealed class ShutdownPhases
{
    private readonly Dictionary<string, ShutdownPhase> _phases = new(StringComparer.Ordinal);

    public ShutdownPhases(Config config)
    {
        var standardTimeout = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5));
        foreach (var (name, value) in config.GetConfig("phases").AsEnumerable())
        {
            var section = value.ToConfig();
            _phases[name.Trim('"')] = new ShutdownPhase(
                section.GetStringList("depends-on"),
                section.GetTimeSpan("timeout", standardTimeout),
                section.GetBoolean("recover", true),
                section.GetBoolean("enabled", true));
        }

        Ordered = Sort();
    }

    public IReadOnlyList<string> Ordered { get; }

    public ShutdownPhase this[string name] => _phases[name];

    public bool Contains(string name) => _phases.ContainsKey(name);

    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public IEnumerable<string> From(string? phase)
    {
        if (phase is null)
            return Ordered;
        return Contains(phase) ? Ordered.SkipWhile(name => name != phase) : throw new ArgumentException($"Unknown phase [{phase}]", nameof(phase));
    }

    private List<string> Sort()
    {
        var ordered = new List<string>();
        var open = new HashSet<string>();
        foreach (var name in _phases.Keys.Concat(_phases.Values.SelectMany(phase => phase.DependsOn)).Distinct().Order(StringComparer.Ordinal).ToList())
            Visit(name, open, ordered);
        return ordered;
    }

    private void Visit(string name, HashSet<string> open, List<string> ordered)
    {
        if (ordered.Contains(name))
            return;
        if (!open.Add(name))
            throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{name}] depends transitively on itself.");
        if (!_phases.TryGetValue(name, out var phase))
            _phases[name] = phase = new ShutdownPhase([], TimeSpan.FromSeconds(5), true, true);
        foreach (var earlier in phase.DependsOn)
            Visit(earlier, open, ordered);
        open.Remove(name);
        ordered.Add(name);
    }
}

/// <param name="DependsOn">The phases that come before.</param>
/// <param name="Timeout">How long the tasks may take.</param>
/// <param name="Recover">Whether the shutdown goes on when a task fails or takes too long.</param>
/// <param name="Enabled">Whether its tasks run at all.</param>
internal sealed record ShutdownPhase(IList<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled);
