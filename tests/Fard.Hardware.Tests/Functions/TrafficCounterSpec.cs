using Fard.Hardware.Functions.TrafficCount;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Hardware.Tests.Functions;

public class TrafficCounterSpec
{
    [Fact]
    public void An_empty_road_has_nothing() => TestFrames.Count(new TestFrames()).ShouldBe([new TrafficResult(0, 0, 0)]);

    [Fact]
    public void Every_rectangle_that_outlives_an_erosion_counts_once()
    {
        var frame = new TestFrames().Draw(10, 10, 20, 12).Draw(40, 10, 3, 3).Draw(60, 100, 30, 40);
        TestFrames.Count(frame).ShouldBe([new TrafficResult(3, 12, 0)]);
    }

    [Fact]
    public void What_is_smaller_than_three_by_three_is_noise() =>
        TestFrames.Count(new TestFrames().Draw(10, 10, 2, 50).Draw(50, 50, 40, 2).Draw(100, 100, 1, 1)).ShouldBe([new TrafficResult(0, 0, 0)]);

    [Fact]
    public void A_corner_that_turns_inwards_does_not_count()
    {
        // An L: five corners outwards, one inwards.
        TestFrames.Count(new TestFrames().Draw(20, 20, 10, 30).Draw(20, 40, 30, 10)).ShouldBe([new TrafficResult(1, 5, 1)]);
    }

    [Fact]
    public void A_hole_takes_its_blob_away()
    {
        var ring = new TestFrames().Draw(20, 20, 30, 5).Draw(20, 45, 30, 5).Draw(20, 20, 5, 30).Draw(45, 20, 5, 30);
        TestFrames.Count(ring).ShouldBe([new TrafficResult(0, 4, 4)]);
    }

    [Fact]
    public void A_difference_equal_to_the_threshold_is_background()
    {
        var frame = new TestFrames();
        for (var pixel = 0; pixel < TrafficCountFunction.Pixels; pixel++) frame.Pixels.AsSpan(3 * pixel, 3).Fill((byte)(TestFrames.Background[pixel] + TestFrames.Threshold));
        TestFrames.Count(frame)[0].Count.ShouldBe(0);
        for (var pixel = 0; pixel < TrafficCountFunction.Pixels; pixel++) frame.Pixels.AsSpan(3 * pixel, 3).Fill((byte)(TestFrames.Background[pixel] - TestFrames.Threshold - 1));
        TestFrames.Count(frame)[0].Count.ShouldBe(1);
    }

    [Fact]
    public void Grey_of_grey_is_itself()
    {
        for (var value = 0; value < 256; value++) TrafficCounter.Grey((byte)value, (byte)value, (byte)value).ShouldBe(value);
    }

    [Fact]
    public void Rectangles_in_a_grid_are_counted_wherever_they_lie_and_however_large_they_are()
    {
        // Nine cells of 60x60, each with a rectangle or none, at least three pixels from the next.
        var cells = (from width in Gen.Choose(0, 50) from height in Gen.Choose(3, 50) from x in Gen.Choose(0, 57 - width) from y in Gen.Choose(0, 57 - height) select (width, height, x, y)).ArrayOf(9);
        Prop.ForAll(cells.ToArbitrary(), drawn =>
        {
            var frame = new TestFrames();
            for (var cell = 0; cell < 9; cell++) frame.Draw(cell % 3 * 60 + drawn[cell].x, cell / 3 * 60 + drawn[cell].y, drawn[cell].width, drawn[cell].height);
            return TestFrames.Count(frame)[0].Count == drawn.Count(cell => cell.width >= 3);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Frames_of_a_chunk_are_counted_one_by_one() => TestFrames.Count(new TestFrames().Draw(10, 10, 9, 9), new TestFrames(), new TestFrames().Draw(1, 1, 9, 9).Draw(99, 99, 9, 9))
        .Select(result => result.Count).ShouldBe([1, 0, 2]);

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        var counter = TrafficCountFunction.Instance.CreateExecutor(TestFrames.Parameters);
        Should.Throw<ArgumentException>(() => counter.Execute(new byte[100], new byte[8], 1)).Message.ShouldContain("97200 bytes, not 100");
        Should.Throw<ArgumentException>(() => counter.Execute(new byte[97200], new byte[7], 1)).Message.ShouldContain("need 8 bytes");
        Should.Throw<ArgumentException>(() => new TrafficCounter(new byte[5], 1)).Message.ShouldContain("32400");
    }

    [Fact]
    public void A_result_is_read_as_it_was_written()
    {
        var results = from count in Gen.Choose(0, 65535) from external in Gen.Choose(0, 65535) from inner in Gen.Choose(0, 65535) select new TrafficResult(count, external, inner);
        Prop.ForAll(results.ToArbitrary(), result =>
        {
            var word = new byte[TrafficResult.ByteCount];
            result.Write(word);
            return TrafficResult.Read(word) == result;
        }).QuickCheckThrowOnFailure();
    }
}
