using System.Runtime.CompilerServices;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Tests.DataPlane;

public class ReusingMethodBuilderSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task A_call_that_need_not_wait_has_its_result_at_once()
    {
        var call = AddAsync(Task.FromResult(1), 2);
        call.IsCompletedSuccessfully.ShouldBeTrue();
        (await call).ShouldBe(3);
    }

    [Fact]
    public async Task Many_calls_at_once_keep_their_results_apart()
    {
        for (var round = 0; round < 3; round++)
        {
            var gates = Enumerable.Range(0, 200).Select(_ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
            var calls = gates.Select((gate, index) => AddAsync(gate.Task, 1000 * index).AsTask()).ToArray();
            await Parallel.ForAsync(0, gates.Length, (index, _) =>
            {
                gates[gates.Length - 1 - index].SetResult(round);
                return ValueTask.CompletedTask;
            });
            (await Task.WhenAll(calls).WaitAsync(Patience)).ShouldBe(Enumerable.Range(0, gates.Length).Select(index => (1000 * index) + round));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_reaches_the_caller_and_the_next_call_is_well(bool waits)
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!waits) gate.SetException(new InvalidOperationException("no"));
        var call = AddAsync(gate.Task, 1).AsTask();
        if (waits) gate.SetException(new InvalidOperationException("no"));

        (await Should.ThrowAsync<InvalidOperationException>(call.WaitAsync(Patience))).Message.ShouldBe("no");
        (await AddAsync(Later(4), 1).AsTask().WaitAsync(Patience)).ShouldBe(5);
    }

    [Fact]
    public async Task A_method_without_result_runs_to_its_end_or_its_failure()
    {
        var done = new StrongBox<bool>();
        await RunAsync(Later(0), done).AsTask().WaitAsync(Patience);
        done.Value.ShouldBeTrue();
        await Should.ThrowAsync<DivideByZeroException>(RunAsync(Task.FromException(new DivideByZeroException()), done).AsTask());
    }

    [Fact]
    public async Task A_method_goes_on_with_the_ambient_values_of_its_caller()
    {
        Ambient.Value = "caller's";
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = ReadAmbientAsync(gate.Task).AsTask();
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => gate.SetResult(0));
        (await call.WaitAsync(Patience)).ShouldBe("caller's");
        Ambient.Value.ShouldBe("caller's");
    }

    [Fact]
    public async Task A_result_is_taken_once()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = AddAsync(gate.Task, 1);
        gate.SetResult(1);
        (await call).ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>(async () => await call);
    }

    private static async Task<int> Later(int value)
    {
        await Task.Yield();
        return value;
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    private static async ValueTask<int> AddAsync(Task<int> left, int right) => await left.ConfigureAwait(false) + right;

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private static async ValueTask RunAsync(Task before, StrongBox<bool> done)
    {
        await before.ConfigureAwait(false);
        done.Value = true;
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    private static async ValueTask<string?> ReadAmbientAsync(Task before)
    {
        await before.ConfigureAwait(false);
        var seen = Ambient.Value;
        Ambient.Value = "method's";
        return seen;
    }
}
