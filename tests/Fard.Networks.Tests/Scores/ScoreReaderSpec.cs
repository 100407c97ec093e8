using System.Buffers.Binary;
using System.Collections.Immutable;
using Fard.Networks.Description;
using Fard.Networks.Scores;
using Fard.Networks.Streams;

namespace Fard.Networks.Tests.Scores;

public class ScoreReaderSpec
{
    private static readonly ImmutableArray<string> Classes = ["cat", "dog", "deer"];

    [Theory]
    [InlineData(new short[] { 1, 5, 3, 900 }, 1, 5)]
    [InlineData(new short[] { -7, -7, -9, 0 }, 0, -7)]
    [InlineData(new short[] { short.MinValue, -32767, -32767, 0 }, 1, -32767)]
    public void The_best_of_the_classes_scores_wins_and_the_first_of_equal_ones(short[] scores, int index, int score)
    {
        var reader = new ScoreReader(NetworkCatalog.CnvW2A2, Classes);
        var output = new byte[reader.Output.BytesPerImage];
        StreamPacking.PackScores(reader.Output, [.. scores, .. new short[60]], output);
        reader.Read(output).ShouldBe(new Classification(index, Classes[index], score));
    }

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(0b001UL, 0)]
    [InlineData(0b011UL, 1)]
    [InlineData(0b101UL, 2)]
    [InlineData(0xFFFF_FFFF_FFFF_FFF8UL, 0)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFAUL, 1)]
    public void A_class_word_names_its_highest_bit_below_the_class_count(ulong word, int index)
    {
        var output = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(output, word);
        new ScoreReader(NetworkCatalog.LfcW1A1, Classes).Read(output).ShouldBe(new Classification(index, Classes[index], null));
    }

    [Fact]
    public void A_class_word_has_room_for_64_classes()
    {
        var names = Enumerable.Range(0, 64).Select(index => $"class {index}").ToImmutableArray();
        new ScoreReader(NetworkCatalog.LfcW1A1, names).Read([0, 0, 0, 0, 0, 0, 0, 0x80]).Index.ShouldBe(63);
    }

    [Fact]
    public void Refuses_what_it_cannot_read()
    {
        Should.Throw<ArgumentException>(() => new ScoreReader(NetworkCatalog.CnvW2A2, Classes).Read(new byte[127])).Message.ShouldContain("128 bytes an image, got 127");
        Should.Throw<ArgumentException>(() => new ScoreReader(NetworkCatalog.CnvW2A2, [])).Message.ShouldContain("1 to 64 class names, got 0");
        Should.Throw<ArgumentException>(() => new ScoreReader(NetworkCatalog.CnvW2A2, [.. new string[65]])).Message.ShouldContain("got 65");
        var part = NetworkCatalog.CnvW2A2 with { Layers = NetworkCatalog.CnvW2A2.Layers[..3] };
        Should.Throw<ArgumentException>(() => new ScoreReader(part, Classes)).Message.ShouldContain("neither a row of scores nor a class word");
    }
}
