using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Batching;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Statistics;
using Fard.Gateway.Tests.Fakes;
using Fard.Hardware.Tests.Accelerators.Pacing;

namespace Fard.Gateway.Tests.Inference.Batching;

public class BatcherSpec
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(5);

    private readonly ManualTime _time = new();
    private readonly FakeRuntime _runtime = new() { Hold = true };
    private readonly InFlightLimit _limit;
    private readonly InferenceModel _model;

    public BatcherSpec()
    {
        _limit = new InFlightLimit(100, _time);
        _model = new InferenceModel(_runtime.Applications[0], TinyNetwork.Description, []);
    }

    [Fact]
    public async Task A_request_runs_at_once_where_nothing_runs()
    {
        using var batcher = Create();
        var pixels = FakeRuntime.Pixels(3);

        var request = batcher.RunAsync(_model, pixels, 3, default);
        await JobsAsync(1);
        _runtime.Jobs[0].Release();

        (await request).Results.ToArray().ShouldBe(FakeRuntime.Expected(pixels));
        await Conditions.UntilAsync(() => _limit.Images == 0);
    }

    [Fact]
    public async Task Requests_that_come_while_a_job_runs_share_the_next_after_the_maximum_delay()
    {
        using var batcher = Create();
        var first = Send(batcher, 1, 1);
        await JobsAsync(1);

        var second = Send(batcher, 2, 2);
        _time.Advance(Delay / 2);
        var third = Send(batcher, 3, 3);
        _runtime.Jobs.Count.ShouldBe(1);
        _time.Advance(Delay / 2);
        await JobsAsync(2);

        _runtime.Jobs[1].Images.ShouldBe(5);
        foreach (var job in _runtime.Jobs) job.Release();
        await ShouldHaveResultsAsync((first, 1, 1), (second, 2, 2), (third, 3, 3));
    }

    [Fact]
    public async Task A_full_job_does_not_wait()
    {
        using var batcher = Create();
        _ = Send(batcher, 1, 1);
        await JobsAsync(1);

        _ = Send(batcher, 6, 2);
        _ = Send(batcher, 4, 3);

        await JobsAsync(2);
        _runtime.Jobs[1].Images.ShouldBe(6, "with the third request it would have more than 8 images");
    }

    [Fact]
    public async Task A_request_larger_than_a_job_may_be_runs_alone()
    {
        using var batcher = Create();
        _ = Send(batcher, 20, 1);
        await JobsAsync(1);

        _runtime.Jobs[0].Images.ShouldBe(20);
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_may_and_what_waits_goes_when_one_ends()
    {
        using var batcher = Create();
        _ = Send(batcher, 1, 1);
        await JobsAsync(1);
        _ = Send(batcher, 8, 2);
        await JobsAsync(2);

        _ = Send(batcher, 8, 3);
        _time.Advance(10 * Delay);
        _runtime.Jobs.Count.ShouldBe(2);
        _runtime.Jobs[0].Release();

        await JobsAsync(3);
    }

    [Fact]
    public async Task A_request_that_is_given_up_while_it_waits_is_not_sent_and_gives_its_room_back()
    {
        using var batcher = Create();
        _ = Send(batcher, 1, 1);
        await JobsAsync(1);
        using var caller = new CancellationTokenSource();
        var gone = batcher.RunAsync(_model, FakeRuntime.Pixels(2), 2, caller.Token);
        _limit.Images.ShouldBe(3);

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        _limit.Images.ShouldBe(1);
        var stays = Send(batcher, 4, 3);
        _time.Advance(Delay);
        await JobsAsync(2);
        _runtime.Jobs[1].Images.ShouldBe(4);
        _runtime.Jobs[1].Release();
        await ShouldHaveResultsAsync((stays, 4, 3));
    }

    [Fact]
    public async Task A_job_goes_on_for_those_who_stay_and_is_given_up_when_nobody_does()
    {
        using var batcher = Create();
        _ = Send(batcher, 1, 1);
        await JobsAsync(1);
        using var callers = new CancellationTokenSource();
        using var last = new CancellationTokenSource();
        var left = batcher.RunAsync(_model, FakeRuntime.Pixels(2), 2, callers.Token);
        var stays = batcher.RunAsync(_model, FakeRuntime.Pixels(2), 2, last.Token);
        _time.Advance(Delay);
        await JobsAsync(2);

        await callers.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        _runtime.Jobs[1].IsGivenUp.ShouldBeFalse();
        await last.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => stays);
        await Conditions.UntilAsync(() => _runtime.Jobs[1].IsGivenUp);
        await Conditions.UntilAsync(() => _limit.Images == 1);
    }

    [Fact]
    public async Task The_failure_of_a_job_is_told_to_everyone_in_it()
    {
        using var batcher = Create();
        _ = Send(batcher, 1, 1);
        await JobsAsync(1);
        var second = Send(batcher, 4, 2);
        var third = Send(batcher, 4, 3);
        await JobsAsync(2);

        _runtime.Jobs[1].Fail(new FardJobException(default, JobFailure.BoardLost, "board-1 is lost."));

        foreach (var request in new[] { second, third })
        {
            var failure = await Should.ThrowAsync<InferenceException>(() => request);
            failure.Failure.ShouldBe(InferenceFailure.Unavailable);
            failure.Message.ShouldContain("board-1");
        }
    }

    [Fact]
    public async Task A_job_that_ends_without_every_result_is_a_failure()
    {
        using var batcher = Create();
        var request = Send(batcher, 3, 1);
        await JobsAsync(1);

        _runtime.Jobs[0].Release(missing: 1);

        (await Should.ThrowAsync<InferenceException>(() => request)).Failure.ShouldBe(InferenceFailure.Failed);
    }

    [Fact]
    public async Task Whatever_comes_in_whichever_sizes_everyone_gets_the_results_of_their_own_images()
    {
        _runtime.Hold = false;
        using var batcher = new Batcher(FakeRuntime.Model, new BatchSettings { MaxImages = 8, MaxDelay = TimeSpan.FromMilliseconds(1), MaxJobs = 2 }, _runtime, new InFlightLimit(10_000, TimeProvider.System), new ModelStatistics(TimeProvider.System), TimeProvider.System);
        var random = new Random(5);
        var requests = Enumerable.Range(0, 60).Select(seed => (Count: random.Next(1, 11), Seed: seed)).ToArray();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, _) =>
        {
            var pixels = FakeRuntime.Pixels(request.Count, request.Seed);
            (await batcher.RunAsync(_model, pixels, request.Count, default)).Results.ToArray().ShouldBe(FakeRuntime.Expected(pixels));
        });

        _runtime.Jobs.Sum(job => job.Images).ShouldBe(requests.Sum(request => request.Count));
    }

    private Batcher Create() =>
        new(FakeRuntime.Model, new BatchSettings { MaxImages = 8, MaxDelay = Delay, MaxJobs = 2 }, _runtime, _limit, new ModelStatistics(_time), _time);

    private Task<BatchedResult> Send(Batcher batcher, int count, int seed) => batcher.RunAsync(_model, FakeRuntime.Pixels(count, seed), count, default);

    private Task JobsAsync(int count) => Conditions.UntilAsync(() => _runtime.Jobs.Count == count);

    private static async Task ShouldHaveResultsAsync(params (Task<BatchedResult> Request, int Count, int Seed)[] requests)
    {
        foreach (var (request, count, seed) in requests)
            (await request.WaitAsync(Conditions.Patience)).Results.ToArray().ShouldBe(FakeRuntime.Expected(FakeRuntime.Pixels(count, seed)));
    }
}
