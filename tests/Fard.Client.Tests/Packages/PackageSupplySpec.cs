using System.Diagnostics.CodeAnalysis;
using Fard.Actors.Jobs;
using Fard.Actors.Members;
using Fard.Actors.Packages;
using Fard.Client.Tests.Pipelines;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Tests.Bitstreams;
using Fard.Networks.Parameters;
using Fard.Networks.Simd;

namespace Fard.Client.Tests.Packages;

/// <summary>Emulated boards without any package, in clusters of real members.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class PackageSupplySpec : IAsyncLifetime
{
    private const int Images = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PackageRoot _source = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fard-supply-").FullName;
    private readonly List<FardMember> _members = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_members.AsEnumerable().Reverse().Select(member => member.DisposeAsync().AsTask()));
        _source.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Boards_with_empty_stores_run_a_job_with_the_package_of_a_head()
    {
        var head = await HeadAsync("head", null, $"fard.head.bitstreams = [{FardConfig.Quote(_source.Root)}]");
        await BoardAsync("left", head);
        await BoardAsync("right", head);
        await ShouldComputeAsync(head);
        foreach (var board in (string[])["left", "right"]) Directory.GetDirectories(Path.Combine(_folder, board, "packages")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_package_that_was_pushed_outlives_the_head_that_took_it()
    {
        var first = await HeadAsync("first", null);
        var second = await HeadAsync("second", first);
        var pushed = await second.Contents.PublishPackageAsync(new BitstreamStore(_source.Root), PackageRoot.Name).WaitAsync(Patience);
        (await second.Contents.PublishPackageAsync(new BitstreamStore(_source.Root), PackageRoot.Name).WaitAsync(Patience)).ManifestHash.ShouldBe(pushed.ManifestHash);
        await UntilAsync(() => Directory.Exists(Path.Combine(_folder, "first", "store")) && File.Exists(Path.Combine(_folder, "first", "store", pushed.ManifestHash))
            && File.Exists(Path.Combine(_folder, "second", "store", pushed.ManifestHash)));
        await first.DisposeAsync();
        await BoardAsync("left", second);
        await BoardAsync("right", second);
        await ShouldComputeAsync(second);
    }

    [Fact]
    public async Task A_job_is_refused_with_the_reason_where_nobody_can_supply_its_package()
    {
        var head = await HeadAsync("head", null);
        await BoardAsync("left", head);
        await BoardAsync("right", head);
        (await FailureAsync(head)).ShouldBe((JobFailure.NoFittingBoard, true));
    }

    private async Task<(JobFailure, bool)> FailureAsync(FardMember head)
    {
        await using var client = FardClient.Of(head, findNetwork: _ => PackageRoot.Network);
        await client.ListBoardsAsync(2, Patience);
        var failure = await Should.ThrowAsync<FardJobException>(client.SendJobDataAllAsync("two", JobData.FromPixels(new byte[3072], 1)).WaitAsync(Patience));
        return (failure.Failure, failure.Message.Contains("fard bitstream push", StringComparison.Ordinal));
    }

    private async Task ShouldComputeAsync(FardMember head)
    {
        var input = new byte[Images * PackageRoot.Network.StreamBefore(0).BytesPerImage];
        new Random(2).NextBytes(input);
        await using var client = FardClient.Of(head, findNetwork: _ => PackageRoot.Network);
        await client.ListBoardsAsync(2, Patience);
        var result = await client.SendJobDataAllAsync("two", JobData.FromPackedStream(input, Images)).WaitAsync(Patience);

        var executor = new SimdExecutor(ParameterFolder.Load(PackageRoot.Network, Path.Combine(_source.PackageFolder, "parameters")), PackageRoot.Network.WholeRange);
        var expected = new byte[Images * executor.Output.BytesPerImage];
        executor.Execute(input, expected, Images);
        result.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(expected);
    }

    private async Task<FardMember> HeadAsync(string name, FardMember? seed, string more = "") => await StartAsync("head", name, seed, more + """

        fard.head.applications.two {
          network = cnvW2A2
          positions = [
            { job-name = first_stage, layers = "0..5", bitstream = "small@0..5", board = pynq-z1 }
            { job-name = second_stage, layers = "6..8", bitstream = "small@6..8", board = pynq-z1 }
          ]
        }
        """);

    private Task<FardMember> BoardAsync(string name, FardMember head) => StartAsync("board", name, head, $"""
        fard.board.name = {name}
        fard.board.pace = none
        fard.board.bitstreams = [{FardConfig.Quote(Path.Combine(_folder, "nothing"))}]
        """);

    private async Task<FardMember> StartAsync(string role, string name, FardMember? seed, string more)
    {
        var member = await FardMember.StartAsync(TestCluster.Config(role, seed, $"fard.content.folder = {FardConfig.Quote(Path.Combine(_folder, name))}\n{more}"));
        _members.Add(member);
        return member;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
    }
}
