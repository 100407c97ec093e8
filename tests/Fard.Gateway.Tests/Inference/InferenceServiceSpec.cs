using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Tensors;
using Fard.Gateway.Tests.Fakes;
using Fard.Hardware.Tests.Accelerators.Pacing;

namespace Fard.Gateway.Tests.Inference;

public class InferenceServiceSpec
{
    private readonly ManualTime _time = new();
    private readonly FakeRuntime _runtime = new();

    [Fact]
    public async Task A_deadline_holds_while_the_request_waits()
    {
        _runtime.Hold = true;
        using var service = Create(settings => settings with { Batch = settings.Batch with { MaxJobs = 1 } });
        var running = service.InferAsync(FakeRuntime.Model, "", Request(1), default);
        await Conditions.UntilAsync(() => _runtime.Jobs.Count == 1);

        var waiting = service.InferAsync(FakeRuntime.Model, "", Request(2) with { Timeout = TimeSpan.FromMilliseconds(300) }, default);
        await Conditions.UntilAsync(() => service.Limit.Images == 3);
        _time.Advance(TimeSpan.FromMilliseconds(301));

        (await Should.ThrowAsync<InferenceException>(() => waiting)).Failure.ShouldBe(InferenceFailure.DeadlineExceeded);
        service.Limit.Images.ShouldBe(1);
        _runtime.Jobs[0].Release();
        await running;
        _runtime.Jobs.Count.ShouldBe(1, "what nobody waits for is not sent");
    }

    [Fact]
    public async Task A_deadline_gives_up_the_job_that_nobody_else_waits_for()
    {
        _runtime.Hold = true;
        using var service = Create(settings => settings with { RequestTimeout = TimeSpan.FromSeconds(2) });
        var request = service.InferAsync(FakeRuntime.Model, "", Request(1) with { Timeout = TimeSpan.FromHours(1) }, default);
        await Conditions.UntilAsync(() => _runtime.Jobs.Count == 1);

        _time.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<InferenceException>(() => request)).Message.ShouldContain("2 s");
        await Conditions.UntilAsync(() => _runtime.Jobs[0].IsGivenUp);
    }

    [Fact]
    public async Task Statistics_count_requests_images_and_jobs()
    {
        using var service = Create();
        await service.InferAsync(FakeRuntime.Model, "", Request(2), default);
        await service.InferAsync(FakeRuntime.Model, "", Request(2), default);
        await service.InferAsync(FakeRuntime.Model, "", Request(3), default);
        await Should.ThrowAsync<InferenceException>(() => service.InferAsync(FakeRuntime.Model, "", new InferenceRequest(null, []), default));
        await Conditions.UntilAsync(() => service.StatisticsOf(FakeRuntime.Model).Jobs == 3);

        var statistics = service.StatisticsOf(FakeRuntime.Model);

        statistics.Success.Count.ShouldBe(3);
        statistics.Failure.Count.ShouldBe(1);
        statistics.Images.ShouldBe(7);
        statistics.Sizes.Select(size => (size.Images, size.Jobs.Count)).ShouldBe([(2, 2L), (3, 1L)]);
        service.StatisticsOf("other").Success.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_model_that_was_unloaded_is_refused_until_it_is_loaded_again()
    {
        using var service = Create();
        await service.InferAsync(FakeRuntime.Model, "", Request(1), default);
        await service.UnloadAsync(FakeRuntime.Model, default);

        (await Should.ThrowAsync<InferenceException>(() => service.InferAsync(FakeRuntime.Model, "", Request(1), default))).Failure.ShouldBe(InferenceFailure.Unavailable);
        await service.LoadAsync(FakeRuntime.Model, null, default);

        await service.InferAsync(FakeRuntime.Model, "", Request(1), default);
    }

    [Fact]
    public async Task Loading_with_a_plan_deploys_it()
    {
        using var service = Create();

        await service.LoadAsync(FakeRuntime.Model, "{ network = tiny }", default);
        var refused = await Should.ThrowAsync<InferenceException>(() => service.LoadAsync(FakeRuntime.Model, "broken", default));

        _runtime.Deployed.ShouldBe([(FakeRuntime.Model, "{ network = tiny }"), (FakeRuntime.Model, "broken")]);
        refused.Failure.ShouldBe(InferenceFailure.InvalidArgument);
        (await Should.ThrowAsync<InferenceException>(() => service.LoadAsync("missing", null, default))).Failure.ShouldBe(InferenceFailure.NotFound);
    }

    [Fact]
    public async Task Requests_do_not_ask_the_node_manager_each_time_and_see_what_is_new_soon()
    {
        using var service = Create();
        await service.InferAsync(FakeRuntime.Model, "", Request(1), default);
        await service.InferAsync(FakeRuntime.Model, "", Request(1), default);
        _runtime.Asked.ShouldBe(1);

        _runtime.Applications = [_runtime.Applications[0] with { Version = 4 }, TinyNetwork.Application("later")];
        await service.InferAsync("later", "", Request(1), default);
        (await service.FindModelAsync(FakeRuntime.Model, "4", default)).Version.ShouldBe("4");
        (await Should.ThrowAsync<InferenceException>(async () => await service.FindModelAsync(FakeRuntime.Model, "3", default))).Failure.ShouldBe(InferenceFailure.NotFound);
        var asked = _runtime.Asked;
        _time.Advance(TimeSpan.FromSeconds(2));
        await service.InferAsync(FakeRuntime.Model, "", Request(1), default);

        await Conditions.UntilAsync(() => _runtime.Asked == asked + 1);
    }

    [Fact]
    public async Task A_silent_node_manager_is_unavailable()
    {
        _runtime.Silence = new FardJobException(default, JobFailure.NodeManagerLost, "The node manager did not answer.");
        using var service = Create();

        (await Should.ThrowAsync<InferenceException>(() => service.InferAsync(FakeRuntime.Model, "", Request(1), default))).Failure.ShouldBe(InferenceFailure.Unavailable);
        (await Should.ThrowAsync<InferenceException>(() => service.ListModelsAsync(default))).Failure.ShouldBe(InferenceFailure.Unavailable);
    }

    private InferenceService Create(Func<GatewaySettings, GatewaySettings>? change = null)
    {
        var settings = new GatewaySettings();
        return new InferenceService(change?.Invoke(settings) ?? settings, _runtime, _time);
    }

    private static InferenceRequest Request(int images) =>
        new(null, [new InputTensor(InferenceModel.InputName, TensorType.UInt8, [images, 8, 8, 3]) { Data = FakeRuntime.Pixels(images) }]);
}
