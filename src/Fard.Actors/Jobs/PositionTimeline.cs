using System.Collections.Immutable;
using Fard.Actors.Observation;

namespace Fard.Actors.Jobs;

/// <summary>What a position did when, in one attempt.</summary>
internal sealed class PositionTimeline
{
    private readonly List<PositionSpan> _spans = [];

    public ImmutableArray<PositionSpan> Spans => [.. _spans];

    /// <summary>The step before ends, and this one begins; a step that goes on goes on.</summary>
    public void Begin(PositionStep step, DateTimeOffset at)
    {
        if (_spans is [.., { End: null } last] && last.Step == step) return;
        End(at);
        _spans.Add(new PositionSpan(step, at, null));
    }

    /// <summary>The last step ends.</summary>
    public void End(DateTimeOffset at)
    {
        // Two clocks may be read in one moment: a span never ends before it began.
        if (_spans is [.., { End: null } last]) _spans[^1] = last with { End = at < last.Begin ? last.Begin : at };
    }

    /// <summary>The last chunk was computed, as its pump noticed at the time: from then on the position transfers.</summary>
    public void Computed(DateTimeOffset? at)
    {
        if (at is { } time && _spans is [.., { Step: PositionStep.Computing, End: null }]) Begin(PositionStep.Transferring, time);
    }
}
