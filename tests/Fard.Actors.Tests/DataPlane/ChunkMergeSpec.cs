using System.Collections.Immutable;
using Fard.Actors.DataPlane;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.DataPlane;

/// <summary>One receiver of several replicas: whatever order their chunks come in, they are taken in the order of their numbers.</summary>
public class ChunkMergeSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Any_interleaving_gives_the_order()
    {
        var cases =
            from count in Gen.Choose(1, 4)
            from weights in Gen.Choose(1, 4).ArrayOf(count)
            from images in Gen.Choose(1, 40)
            from begin in Gen.Choose(0, 10)
            from picks in Gen.Choose(0, 1000).ArrayOf(images)
            select (weights: weights.ToImmutableArray(), images, begin: Math.Min(begin, images), picks);
        Prop.ForAll(cases.ToArbitrary(), x => MergeAsync(x.weights, x.images, x.begin, x.picks).WaitAsync(Patience).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static async Task<bool> MergeAsync(ImmutableArray<int> weights, int images, int begin, int[] picks)
    {
        var deal = ChunkDeal.Of(weights);
        var whole = Loopback.Stream(images);
        var settings = Loopback.Settings with { WindowChunks = images };
        var streams = weights.Select((_, replica) => whole with { Share = ChunkShare.Of(deal, replica, ChunkDeal.Single, 0) }).ToArray();
        var pairs = await Task.WhenAll(streams.Select(stream => Loopback.ConnectAsync(stream, settings)));
        var receivers = streams.Select(stream => new ChunkReceiver(stream, settings)).ToArray();
        foreach (var receiver in receivers) receiver.StartAt(begin);
        var receiving = Task.WhenAll(receivers.Zip(pairs, (receiver, pair) => receiver.RunAsync(pair.Near, default)));

        // Each replica keeps its own order; among them it is the picks'.
        var next = streams.Select(stream => stream.NextFrom(begin)).ToArray();
        foreach (var pick in picks)
        {
            var open = Enumerable.Range(0, next.Length).Where(replica => next[replica] < images).ToArray();
            if (open.Length == 0) break;
            var sender = open[pick % open.Length];
            await pairs[sender].FarSocket.SendAsync(Loopback.Frame(whole, FrameType.Chunk, next[sender], 1, ChunkTransferSpec.Image(next[sender])));
            next[sender] = streams[sender].NextFrom(next[sender] + 1);
        }

        foreach (var pair in pairs) await pair.FarSocket.SendAsync(Loopback.Frame(whole, FrameType.EndOfStream, images, 0));
        for (long sequence = begin; sequence < images; sequence++)
        {
            var receiver = receivers[deal.Turn(sequence)];
            var chunk = await receiver.ReadAsync();
            if (chunk is null || chunk.Sequence != sequence || !chunk.Payload.Span.SequenceEqual(ChunkTransferSpec.Image(sequence))) return false;
            await receiver.AcknowledgeAsync(chunk, default);
        }

        foreach (var pair in pairs) await pair.Far.DisposeAsync();
        await receiving;
        foreach (var pair in pairs) await pair.DisposeAsync();
        return receivers.All(receiver => receiver.BuffersInUse == 0);
    }
}
