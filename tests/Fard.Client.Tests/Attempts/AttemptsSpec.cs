using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Client.Tests.Attempts;

/// <summary>The protocol of attempts and replicas, over loopback connections and with no actor.</summary>
public class AttemptsSpec
{
    private static readonly Gen<ImmutableArray<int>> Weights = Gen.Choose(1, 3).SelectMany(count => Gen.Choose(1, 4).ArrayOf(count)).Select(weights => weights.ToImmutableArray());

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1,1", "1")]
    [InlineData("1", "1,1,1")]
    [InlineData("2,1", "3,1,2")]
    [InlineData("1,1", "1,1")]
    [InlineData("1", "5,1,1", "1,1")]
    public async Task Replicas_give_every_result_once_in_order(params string[] stages)
    {
        await using var pipeline = new ModelPipeline(stages.Length, images: 101, chunkImages: 2);
        await pipeline.RunAsync([.. stages.Select(stage => stage.Split(',').Select(int.Parse).ToImmutableArray())], loseAt: null);
        pipeline.Results.IsComplete.ShouldBeTrue();
        pipeline.HasEveryResultOnce().ShouldBeTrue();
        pipeline.OpenStreams.ShouldBe(0);
    }

    [Fact]
    public async Task Fewer_chunks_than_replicas_are_no_trouble()
    {
        await using var pipeline = new ModelPipeline(positions: 2, images: 1, chunkImages: 1);
        await pipeline.RunAsync([[1, 1, 1], [1, 1]], loseAt: null);
        pipeline.HasEveryResultOnce().ShouldBeTrue();
    }

    [Fact]
    public async Task An_attempt_after_the_last_result_ends_at_once()
    {
        await using var pipeline = new ModelPipeline(positions: 2, images: 7, chunkImages: 1);
        await pipeline.RunAsync([[1, 1], [2, 1, 1]], loseAt: null);
        await pipeline.RunAsync([[1], [1, 2]], loseAt: null);
        pipeline.HasEveryResultOnce().ShouldBeTrue();
        pipeline.OpenStreams.ShouldBe(0);
    }

    [Fact]
    public void Wherever_and_whenever_replicas_are_lost_every_result_comes_once_in_order()
    {
        var cases =
            from positions in Gen.Choose(1, 3)
            from images in Gen.Choose(1, 60)
            from chunkImages in Gen.Choose(1, 3)
            from losses in Gen.Choose(0, 3)
            from attempts in (from weights in Weights.ArrayOf(positions) from pump in Gen.Choose(0, 8) from chunks in Gen.Choose(1, 30) select (weights, pump, chunks)).ArrayOf(losses + 1)
            select (positions, images, chunkImages, attempts);
        Prop.ForAll(cases.ToArbitrary(), x => RunAsync(x.positions, x.images, x.chunkImages, x.attempts).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static async Task<bool> RunAsync(int positions, int images, int chunkImages, (ImmutableArray<int>[] Weights, int Pump, int Chunks)[] attempts)
    {
        await using var pipeline = new ModelPipeline(positions, images, chunkImages);
        for (var attempt = 0; attempt < attempts.Length; attempt++)
        {
            var (weights, pump, chunks) = attempts[attempt];
            await pipeline.RunAsync(weights, attempt < attempts.Length - 1 ? (pump, pipeline.Results.Next + chunks) : null);
        }

        return pipeline.Results.IsComplete && pipeline.HasEveryResultOnce() && pipeline.OpenStreams == 0;
    }
}
