using Fard.Actors.Tasks.Output;

namespace Fard.Actors.Tests.Tasks.Output;

public class OutputQueueSpec
{
    private int _arrived;

    [Fact]
    public async Task Output_stays_until_its_consumer_has_acknowledged_it()
    {
        var queue = Collecting(100);
        await Put(queue, 1, 2, 3);
        Bytes(queue.Take("c", 0)).ShouldBe((1, "123"));
        Bytes(queue.Take("c", 0)).ShouldBe((1, "123"));
        Bytes(queue.Take("c", 2)).ShouldBe((3, "3"));
        Bytes(queue.Take("other", 0)).ShouldBe((3, "3"));
        Bytes(queue.Take("other", 3)).ShouldBe((4, ""));
        queue.Consumed.ShouldBe(3);
        _arrived.ShouldBe(1);
    }

    [Fact]
    public async Task A_consumer_cannot_acknowledge_what_it_was_not_given()
    {
        var queue = Collecting(100);
        await Put(queue, 1, 2);
        Bytes(queue.Take("c", 2)).ShouldBe((1, "12"));
        Bytes(queue.Take("d", 2)).ShouldBe((1, "12"));
    }

    [Fact]
    public async Task Who_puts_out_waits_while_the_queue_is_full()
    {
        var queue = Collecting(2);
        await Put(queue, 1, 2);
        var third = Put(queue, 3);
        var fourth = Put(queue, 4);
        third.IsCompleted.ShouldBeFalse();
        queue.Take("c", 0);
        queue.Take("c", 1);
        await third;
        fourth.IsCompleted.ShouldBeFalse();
        Bytes(queue.Take("c", 2)).ShouldBe((3, "34"));
        await fourth;
    }

    [Fact]
    public async Task A_piece_larger_than_the_queue_is_taken_when_it_is_empty()
    {
        var queue = Collecting(2);
        await queue.PutAsync(new byte[10], CancellationToken.None);
        queue.Take("c", 0).Items.Single().Length.ShouldBe(10);
    }

    [Fact]
    public async Task Without_collection_output_is_dropped_and_nobody_waits()
    {
        var queue = Collecting(1);
        await Put(queue, 1);
        var waiting = Put(queue, 2);
        queue.SetCollects(false);
        await waiting;
        await Put(queue, 3);
        queue.SetCollects(true);
        await Put(queue, 4);
        Bytes(queue.Take("c", 0)).Items.ShouldBe("4");
    }

    [Fact]
    public async Task Who_waits_may_give_up()
    {
        var queue = Collecting(1);
        await Put(queue, 1);
        using var stop = new CancellationTokenSource();
        var waiting = queue.PutAsync(new byte[] { 2 }, stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        queue.Take("c", 0);
        Bytes(queue.Take("c", 1)).Items.ShouldBe("");
    }

    [Fact]
    public async Task One_answer_fits_into_a_message()
    {
        var queue = Collecting(1 << 20);
        for (var index = 0; index < 4; index++) await queue.PutAsync(new byte[30 * 1024], CancellationToken.None);
        queue.Take("c", 0).Items.Length.ShouldBe(2);
        queue.Take("c", 2).First.ShouldBe(3);
    }

    private OutputQueue Collecting(int bytes)
    {
        var queue = new OutputQueue(bytes) { Arrived = () => _arrived++ };
        queue.SetCollects(true);
        return queue;
    }

    private static async Task Put(OutputQueue queue, params byte[] pieces)
    {
        foreach (var piece in pieces) await queue.PutAsync(new[] { piece }, CancellationToken.None);
    }

    private static (long First, string Items) Bytes((long First, System.Collections.Immutable.ImmutableArray<ReadOnlyMemory<byte>> Items) taken) =>
        (taken.First, string.Concat(taken.Items.Select(item => item.Span[0])));
}
