using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Actors.Tests.Jobs;

public class PositionTimelineSpec
{
    private static readonly DateTimeOffset Zero = DateTimeOffset.UnixEpoch;

    private readonly PositionTimeline _timeline = new();

    [Fact]
    public void Each_step_ends_where_the_next_begins()
    {
        _timeline.Begin(PositionStep.Configuring, At(0));
        _timeline.Begin(PositionStep.LoadingBitstream, At(1));
        _timeline.Begin(PositionStep.Ready, At(4));
        _timeline.Spans.ShouldBe([Span(PositionStep.Configuring, 0, 1), Span(PositionStep.LoadingBitstream, 1, 4), Span(PositionStep.Ready, 4, null)]);
        _timeline.Begin(PositionStep.Ready, At(5));
        _timeline.End(At(6));
        _timeline.Spans[^1].ShouldBe(Span(PositionStep.Ready, 4, 6));
    }

    [Fact]
    public void What_comes_after_the_last_computed_chunk_is_transfer()
    {
        _timeline.Begin(PositionStep.Computing, At(0));
        _timeline.Computed(null);
        _timeline.Spans.Single().Step.ShouldBe(PositionStep.Computing);
        _timeline.Computed(At(3));
        _timeline.Computed(At(3));
        _timeline.End(At(4));
        _timeline.Spans.ShouldBe([Span(PositionStep.Computing, 0, 3), Span(PositionStep.Transferring, 3, 4)]);
    }

    [Fact]
    public void No_span_ends_before_it_began()
    {
        _timeline.Begin(PositionStep.Computing, At(2));
        _timeline.Computed(At(1));
        _timeline.Spans[0].ShouldBe(Span(PositionStep.Computing, 2, 2));
    }

    private static DateTimeOffset At(int seconds) => Zero + TimeSpan.FromSeconds(seconds);

    private static PositionSpan Span(PositionStep step, int begin, int? end) => new(step, At(begin), end is { } last ? At(last) : null);
}
