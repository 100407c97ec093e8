using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Conducting;

namespace Fard.MultiNode.Tests.HarnessSpecs;

public class BarriersSpec
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Barriers _barriers = new(["a", "b", "c"], TimeProvider.System);

    [Fact]
    public async Task A_barrier_passes_when_all_have_come()
    {
        var first = _barriers.EnterAsync("a", "start", null, Long);
        var second = _barriers.EnterAsync("b", "start", null, Long);
        first.IsCompleted.ShouldBeFalse();

        await _barriers.EnterAsync("c", "start", null, Long);

        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_barrier_of_some_waits_for_nobody_else()
    {
        var first = _barriers.EnterAsync("a", "some", ["a", "c"], Long);

        await _barriers.EnterAsync("c", "some", ["a", "c"], Long);

        await first;
    }

    [Fact]
    public async Task Names_who_is_missing_and_where_they_were()
    {
        await Task.WhenAll(new[] { "a", "b", "c" }.Select(role => _barriers.EnterAsync(role, "start", null, Long)));
        var failure = await Should.ThrowAsync<HarnessException>(_barriers.EnterAsync("a", "end", null, TimeSpan.FromMilliseconds(1)));

        failure.Message.ShouldBe("Barrier 'end' did not pass within 0.001 s: 'b' is missing (its last barrier was 'start'); 'c' is missing (its last barrier was 'start').");
    }

    [Fact]
    public async Task Is_not_kept_by_a_node_that_was_killed()
    {
        var first = _barriers.EnterAsync("a", "after", null, Long);
        var second = _barriers.EnterAsync("b", "after", null, Long);

        _barriers.Leave("c", "was killed");

        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Cannot_pass_without_a_node_that_is_named_and_gone()
    {
        var first = _barriers.EnterAsync("a", "after", ["a", "c"], Long);

        _barriers.Leave("c", "was killed");

        (await Should.ThrowAsync<HarnessException>(first)).Message.ShouldBe("Barrier 'after' cannot pass: 'c' was killed.");
    }

    [Fact]
    public async Task Refuses_nodes_that_there_are_not()
    {
        (await Should.ThrowAsync<HarnessException>(_barriers.EnterAsync("a", "x", ["a", "d"], Long))).Message.ShouldContain("there is no node 'd'");
        (await Should.ThrowAsync<HarnessException>(_barriers.EnterAsync("a", "x", ["b"], Long))).Message.ShouldContain("'a' entered it");
    }
}
