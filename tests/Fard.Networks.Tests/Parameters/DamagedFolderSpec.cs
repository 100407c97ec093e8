using System.Buffers.Binary;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Tests.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.Parameters;

/// <summary>A saved folder of a small network, damaged in one place for every test.</summary>
public sealed class DamagedFolderSpec : IDisposable
{
    private static readonly NetworkDescription Network = CreateNetwork();

    private readonly TemporaryFolder _folder = new();

    public DamagedFolderSpec()
    {
        var parameters = RandomParameters.Create(new Random(1), Network);
        ParameterFolder.Save(new NetworkParameters(Network, parameters.Layers, ["cat", "dog", "deer"]), _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0-1-weights.bin")]
    [InlineData("0-0-thres.bin")]
    [InlineData("1-0-weights.bin")]
    [InlineData("classes.txt")]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(_folder.File(name));
        Load(name).Message.ShouldContain("the file is missing");
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var missing = _folder.File("nowhere");
        Should.Throw<ParameterFormatException>(() => ParameterFolder.Load(Network, missing)).File.ShouldBe(missing);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_named()
    {
        File.Delete(_folder.File("0-0-thres.bin"));
        Directory.CreateDirectory(_folder.File("0-0-thres.bin"));
        Load("0-0-thres.bin").Message.ShouldContain("cannot be read");
    }

    [Theory]
    [InlineData("0-1-weights.bin", 64)]
    [InlineData("0-0-thres.bin", 32)]
    [InlineData("1-0-weights.bin", 128)]
    public void A_file_that_is_too_long_is_refused_at_the_byte_where_it_should_end(string name, int length)
    {
        new FileInfo(_folder.File(name)).Length.ShouldBe(length);
        File.AppendAllText(_folder.File(name), "x");
        var error = Load(name);
        error.Offset.ShouldBe(length);
        error.Message.ShouldContain($"the file is {length + 1} bytes long");
    }

    [Theory]
    [InlineData("0-1-weights.bin", 63)]
    [InlineData("0-1-weights.bin", 56)]
    [InlineData("0-0-thres.bin", 16)]
    [InlineData("0-0-thres.bin", 0)]
    [InlineData("1-0-weights.bin", 120)]
    [InlineData("1-0-weights.bin", 16)]
    public void A_file_that_ends_early_is_refused_where_it_ends(string name, int length)
    {
        File.WriteAllBytes(_folder.File(name), File.ReadAllBytes(_folder.File(name))[..length]);
        var error = Load(name);
        error.Offset.ShouldBe(length);
        error.Expectation.ShouldContain("64-bit words");
    }

    [Fact]
    public void The_last_layer_may_leave_out_whole_rows_that_no_class_has()
    {
        // Two processing elements: rows 0 and 2 on the first, rows 1 and 3 on the second; three classes.
        var path = _folder.File("1-1-weights.bin");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..64]);
        ParameterFolder.Load(Network, _folder.Path).Layers[1].Weights(3).ToArray().ShouldAllBe(weight => weight == 0);
    }

    [Fact]
    public void A_bit_above_the_payload_is_refused_at_its_word()
    {
        Change("0-1-weights.bin", 3, word => word | 1UL << 40);
        var error = Load("0-1-weights.bin");
        error.Offset.ShouldBe(24);
        error.Message.ShouldContain("bit 40 is set");
        error.Expectation.ShouldContain("zeros above the 8 bits");
    }

    [Fact]
    public void A_ternary_weight_of_minus_two_is_refused_with_its_row_and_column()
    {
        Change("1-0-weights.bin", 9, word => word & ~0b1111UL | 0b1001);
        var error = Load("1-0-weights.bin");
        error.Offset.ShouldBe(72);
        error.Message.ShouldContain("the weight of row 2, column 3 is -2");
    }

    [Fact]
    public void Thresholds_out_of_order_are_refused_at_the_second()
    {
        Change("0-0-thres.bin", 2, _ => 5);
        Change("0-0-thres.bin", 3, _ => 4);
        var error = Load("0-0-thres.bin");
        error.Offset.ShouldBe(24);
        error.Message.ShouldContain("the threshold 4 follows 5");
        error.Expectation.ShouldContain("ascending");
    }

    [Fact]
    public void A_threshold_of_more_than_32_bits_is_refused()
    {
        Change("0-0-thres.bin", 1, _ => 1UL << 31);
        var error = Load("0-0-thres.bin");
        error.Offset.ShouldBe(8);
        error.Message.ShouldContain("2147483648");
    }

    [Theory]
    [InlineData("", 0, "no names")]
    [InlineData("\n\n", 0, "no names")]
    [InlineData("a\nb\nc\nd\ne\n", 8, "more than 4 names")]
    [InlineData("a\n\nb\n", 2, "an empty line")]
    [InlineData("a\nb\0c\n", 2, "control characters")]
    public void Class_names_that_do_not_fit_are_refused(string content, int offset, string problem)
    {
        File.WriteAllText(_folder.File("classes.txt"), content);
        var error = Load("classes.txt");
        error.Offset.ShouldBe(offset);
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public void Class_names_in_another_encoding_are_refused()
    {
        File.WriteAllBytes(_folder.File("classes.txt"), [(byte)'a', (byte)'\n', 0xE9, (byte)'\n']);
        Load("classes.txt").Offset.ShouldBe(2);
    }

    [Fact]
    public void A_huge_list_of_class_names_is_refused_before_it_is_read()
    {
        using (var stream = File.Create(_folder.File("classes.txt")))
            stream.SetLength(1L << 40);
        Load("classes.txt").Message.ShouldContain("1099511627776 bytes long");
    }

    [Fact]
    public void A_huge_weight_file_is_refused_before_it_is_read()
    {
        using (var stream = File.Create(_folder.File("0-0-weights.bin")))
            stream.SetLength(1L << 40);
        Load("0-0-weights.bin").Message.ShouldContain("1099511627776 bytes long");
    }

    /// <summary>A byte is changed, cut off or inserted anywhere: what comes back are parameters, or the error that names the file.</summary>
    [Fact]
    public void Any_damage_to_a_file_is_reported_as_such() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var path = Directory.GetFiles(_folder.Path).Order().ElementAt(random.Next(Directory.GetFiles(_folder.Path).Length));
        var intact = File.ReadAllBytes(path);
        var at = random.Next(intact.Length);
        var value = (byte)random.Next(256);
        File.WriteAllBytes(path, random.Next(3) switch
        {
            0 => [.. intact[..at], value, .. intact[(at + 1)..]],
            1 => intact[..at],
            _ => [.. intact[..at], value, .. intact[at..]],
        });
        try
        {
            ParameterFolder.Load(Network, _folder.Path).Layers.Length.ShouldBe(2);
        }
        catch (ParameterFormatException e)
        {
            e.File.ShouldStartWith(_folder.Path);
        }
        finally
        {
            File.WriteAllBytes(path, intact);
        }
    }).QuickCheckThrowOnFailure();

    private static NetworkDescription CreateNetwork()
    {
        var input = new StreamFormat(1, 1, 32, ElementFormat.Bit);
        var hidden = new LayerDescription(input, 1, 16, WeightFormat.Binary, Accumulation.SignedDot, ElementFormat.Ternary, false, Pe: 8, Simd: 8);
        var scores = new LayerDescription(hidden.Output, 1, 4, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Int16, false, Pe: 2, Simd: 2);
        return new NetworkDescription("small", input, [hidden, scores]);
    }

    private ParameterFormatException Load(string faulty)
    {
        var error = Should.Throw<ParameterFormatException>(() => ParameterFolder.Load(Network, _folder.Path));
        error.File.ShouldBe(_folder.File(faulty));
        error.Message.ShouldStartWith(error.File);
        return error;
    }

    private void Change(string name, int word, Func<ulong, ulong> change)
    {
        var bytes = File.ReadAllBytes(_folder.File(name));
        var span = bytes.AsSpan(8 * word, 8);
        BinaryPrimitives.WriteUInt64LittleEndian(span, change(BinaryPrimitives.ReadUInt64LittleEndian(span)));
        File.WriteAllBytes(_folder.File(name), bytes);
    }
}
