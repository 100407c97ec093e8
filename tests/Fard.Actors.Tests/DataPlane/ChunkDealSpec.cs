using System.Collections.Immutable;
using Fard.Actors.DataPlane;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.DataPlane;

public class ChunkDealSpec
{
    private static readonly Gen<ImmutableArray<int>> Weights = Gen.Choose(1, 6).SelectMany(count => Gen.Choose(1, 9).ArrayOf(count)).Select(weights => weights.ToImmutableArray());

    [Fact]
    public void Each_period_gives_each_replica_what_its_weight_says() => Prop.ForAll(Weights.ToArbitrary(), weights =>
    {
        var deal = ChunkDeal.Of(weights);
        var common = weights.Sum() / deal.Period;
        for (var period = 0; period < 3; period++)
        {
            var turns = Enumerable.Range(period * deal.Period, deal.Period).Select(sequence => deal.Turn(sequence)).ToArray();
            for (var replica = 0; replica < weights.Length; replica++)
            {
                if (turns.Count(turn => turn == replica) != weights[replica] / common) return false;
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();

    // What smooth weighted round robin is for: at no point is a replica a whole chunk or more away from its share, but for what rounding makes of it.
    [Fact]
    public void Within_a_period_no_replica_is_far_ahead_or_behind() => Prop.ForAll(Weights.ToArbitrary(), weights =>
    {
        var deal = ChunkDeal.Of(weights);
        var dealt = new int[weights.Length];
        for (var sequence = 0; sequence < deal.Period; sequence++)
        {
            dealt[deal.Turn(sequence)]++;
            for (var replica = 0; replica < weights.Length; replica++)
            {
                if (Math.Abs(dealt[replica] - (sequence + 1.0) * weights[replica] / weights.Sum()) >= weights.Length) return false;
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Everybody_deals_alike() => Prop.ForAll(Weights.ToArbitrary(), weights =>
    {
        var (one, other) = (ChunkDeal.Of(weights), ChunkDeal.Of([.. weights.Select(weight => 7 * weight)]));
        return Enumerable.Range(0, 200).All(sequence => one.Turn(sequence) == other.Turn(sequence));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Deals_as_nginx_does() =>
        Enumerable.Range(0, 7).Select(sequence => ChunkDeal.Of([5, 1, 1]).Turn(sequence)).ShouldBe([0, 0, 1, 0, 2, 0, 0]);

    [Fact]
    public void A_single_replica_gets_everything()
    {
        ChunkDeal.Of([9]).ShouldBeSameAs(ChunkDeal.Single);
        ChunkDeal.Single.Turn(long.MaxValue).ShouldBe(0);
    }

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 64)]
    [InlineData(int.MaxValue, 1)]
    public void Refuses_weights_that_cannot_be_dealt(params int[] weights) =>
        Should.Throw<ArgumentException>(() => ChunkDeal.Of([.. weights])).Message.ShouldContain("cannot be dealt");

    [Fact]
    public void The_shares_of_all_connections_are_every_chunk_once()
    {
        var cases =
            from senders in Weights
            from receivers in Weights
            from begin in Gen.Choose(0, 300)
            select (senders, receivers, begin);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var (from, to) = (ChunkDeal.Of(x.senders), ChunkDeal.Of(x.receivers));
            var shares = Enumerable.Range(0, from.Replicas).SelectMany(sender => Enumerable.Range(0, to.Replicas).Select(receiver => ChunkShare.Of(from, sender, to, receiver))).ToArray();
            for (long sequence = x.begin; sequence < x.begin + 100; sequence++)
            {
                if (shares.Count(share => share.Next(sequence) == sequence) != 1) return false;
                if (shares.Sum(share => share.CountBefore(sequence)) != sequence) return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void A_share_counts_and_finds_its_chunks() => Prop.ForAll(Weights.ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (weights, sequence) =>
    {
        var share = ChunkShare.Of(ChunkDeal.Single, 0, ChunkDeal.Of(weights), weights.Length - 1);
        var mine = Enumerable.Range(0, 400).Where(chunk => ChunkDeal.Of(weights).Turn(chunk) == weights.Length - 1).ToArray();
        return share.Next(sequence) == mine.First(chunk => chunk >= sequence) && share.CountBefore(sequence) == mine.Count(chunk => chunk < sequence);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Two_equal_deals_leave_connections_without_chunks()
    {
        var share = ChunkShare.Of(ChunkDeal.Of([1, 1]), 0, ChunkDeal.Of([1, 1]), 1);
        (share.Next(5), share.CountBefore(1000)).ShouldBe((long.MaxValue, 0));
    }
}
