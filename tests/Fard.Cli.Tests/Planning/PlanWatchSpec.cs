using System.Collections.Immutable;
using System.Threading.Channels;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;

namespace Fard.Cli.Tests.Planning;

public sealed class PlanWatchSpec : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly Channel<PlanChange> _changes = Channel.CreateUnbounded<PlanChange>();
    private readonly List<int> _planned = [];
    private volatile Func<ImmutableArray<BoardStatus>> _look = () => [Status("a")];
    private int _looks;

    [Fact]
    public async Task Plans_again_when_boards_come_or_go_and_only_then()
    {
        var watch = Watch();
        await LookedAsync(3);
        _planned.ShouldBeEmpty();

        _look = () => [Status("a"), Status("b")];
        (await ChangeAsync()).ToString().ShouldBe("boards +b: app version 2, 100.0 -> 200.0 images/s (modelled)");
        _look = () => [Status("a") with { Leaving = true }, Status("b"), Status("c")];
        (await ChangeAsync()).ToString().ShouldBe("boards +c -a: app version 2, 200.0 -> 200.0 images/s (modelled)");
        _look = () => [Status("b"), Status("c") with { Reachable = false }];
        (await ChangeAsync()).ToString().ShouldBe("boards -c: app version 1, 200.0 -> 100.0 images/s (modelled)");
        _look = () => [Status("b") with { Reachable = true }];
        await LookedAsync(3);
        await EndAsync(watch);
        _planned.ShouldBe([2, 2, 1]);
    }

    [Fact]
    public async Task Says_once_that_there_is_no_plan_and_goes_on()
    {
        var watch = Watch();
        _look = () => [];
        var change = await ChangeAsync();
        change.ToString().ShouldBe("boards -a: nothing deployed, the old plan stays: no boards");
        await LookedAsync(3);
        _look = () => throw new FardJobException(default, JobFailure.NodeManagerLost, "no answer");
        (await ChangeAsync()).ToString().ShouldContain("no answer");
        _look = () => [Status("b")];
        (await ChangeAsync()).ToString().ShouldBe("boards +b -a: app version 1, 100.0 -> 100.0 images/s (modelled)");
        await EndAsync(watch);
    }

    [Fact]
    public async Task A_board_with_a_fault_counts_as_gone()
    {
        var watch = Watch();
        _look = () => [Status("a"), Status("b") with { Board = Status("b").Board with { Fpgas = [new FpgaInfo(0, "emulated", "") { Fault = "hangs" }] } }];
        await LookedAsync(3);
        _planned.ShouldBeEmpty();
        await EndAsync(watch);
    }

    public void Dispose() => _end.Dispose();

    private Task Watch() => new PlanWatch(
        _ =>
        {
            Interlocked.Increment(ref _looks);
            return Task.FromResult(_look());
        },
        (boards, _) =>
        {
            var usable = boards.Count(board => board is { Reachable: true, Leaving: false });
            if (usable == 0) throw new CliException("no boards");
            _planned.Add(usable);
            return Task.FromResult<AppliedApplication[]>([new AppliedApplication("app", usable, 100 * usable)]);
        },
        change => _changes.Writer.TryWrite(change),
        new HastyTime()).RunAsync([Status("a")], [new AppliedApplication("app", 1, 100)], _end.Token);

    private async Task<PlanChange> ChangeAsync() => await _changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task LookedAsync(int times)
    {
        using var limit = new CancellationTokenSource(Patience);
        var until = Volatile.Read(ref _looks) + times;
        while (Volatile.Read(ref _looks) < until) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, limit.Token);
    }

    private async Task EndAsync(Task watch)
    {
        await _end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watch.WaitAsync(Patience));
        _changes.Reader.TryRead(out _).ShouldBeFalse();
    }

    private static BoardStatus Status(string name) =>
        new(new BoardInfo(name, "pynq-z1", new DataEndpoint("127.0.0.1", 1), [new FpgaInfo(0, "emulated", "")], []), Reachable: true, [null]);

    /// <summary>Time whose timers tick at once, whatever they are asked for.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
    }
}
