using System.Text;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.CSimulation;
using Fard.Hardware.Functions.TrafficCount;
using Fard.Hardware.Tests.CSimulation;
using Fard.Networks.Simd;

namespace Fard.Hardware.Tests.Functions;

/// <summary>A package whose kernel is no network, from its folder to its results.</summary>
public sealed class FunctionPackageSpec : IClassFixture<KernelFolder>, IDisposable
{
    private readonly KernelFolder _kernels;
    private readonly string _root = Directory.CreateTempSubdirectory("fard-spec-").FullName;

    public FunctionPackageSpec(KernelFolder kernels)
    {
        _kernels = kernels;
        var parameters = Directory.CreateDirectory(Path.Combine(_root, "traffic", "parameters")).FullName;
        File.WriteAllBytes(Path.Combine(parameters, "background.bin"), TestFrames.Background);
        File.WriteAllBytes(Path.Combine(parameters, "threshold.bin"), [TestFrames.Threshold]);
    }

    private string Manifest => Path.Combine(_root, "traffic", "manifest.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Says_what_it_computes_and_that_it_is_no_network()
    {
        var package = Pack();
        (package.Name, package.Computes, package.InputBytesPerImage, package.OutputBytesPerImage).ShouldBe(("traffic", "traffic-count", 97200, 8));
        package.IsOf("cnvW2A2", default).ShouldBeFalse();
        Should.Throw<BitstreamPackageException>(() => package.Network).Message.ShouldContain("computes traffic-count, and no layers of a network");
        package.ToString().ShouldContain("traffic-count");
        File.ReadAllText(Manifest).ShouldNotContain("network");
    }

    [Fact]
    public async Task An_emulated_board_computes_it()
    {
        await using var device = new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new SimdExecutor(parameters, range));
        await device.LoadAsync(Pack(), default);
        await ShouldCount(device);
        Should.Throw<AcceleratorException>(() => device.RunAsync(new byte[8], new byte[8], 1, default).AsTask()).Message.ShouldContain("1 images for traffic-count have 97200 bytes, not 8");
    }

    [CompilerFact]
    public async Task The_HLS_kernel_computes_it_behind_the_registers_of_every_kernel()
    {
        await using var device = new CSimulatedAccelerator(BoardCatalog.PynqZ1, _kernels.Options);
        await device.LoadAsync(Pack(), default);
        await ShouldCount(device);
    }

    [CompilerFact]
    public async Task The_HLS_kernel_gives_the_words_of_the_emulation_bit_for_bit_with_streams_of_their_depths()
    {
        var random = new Random(7);
        var input = new List<byte>();
        for (var index = 0; index < 6; index++)
        {
            // Noise of every density, and blobs that touch each other and the borders.
            var frame = new TestFrames();
            for (var blob = 0; blob < 25; blob++) frame.Draw(random.Next(-10, 180), random.Next(-10, 180), random.Next(1, 40), random.Next(1, 40));
            for (var pixel = 0; pixel < frame.Pixels.Length; pixel++)
            {
                if (random.Next(8) < index) frame.Pixels[pixel] = (byte)random.Next(256);
            }

            input.AddRange(frame.Pixels);
        }

        var expected = new byte[6 * TrafficResult.ByteCount];
        TrafficCountFunction.Instance.CreateExecutor(TestFrames.Parameters).Execute(input.ToArray(), expected, 6);
        expected.Chunk(TrafficResult.ByteCount).Count(word => TrafficResult.Read(word).InternalCorners > 0).ShouldBeGreaterThan(2);

        string[] files = ["parameters.bin", "input.bin", "expected.bin"];
        foreach (var (file, bytes) in files.Zip((byte[][])[TestFrames.Parameters, [.. input], expected])) File.WriteAllBytes(Path.Combine(_root, file), bytes);
        var program = await new KernelBuilder(_kernels.Options).BuildAsync(TrafficCountFunction.Instance, KernelTarget.CheckingTestBench, default);
        var (exitCode, report) = await ShellCommand.Run(program, files.Select(file => Path.Combine(_root, file)));
        exitCode.ShouldBe(0, report);
        report.ShouldContain("6 images, 0 of 6 words differ");
    }

    [Theory]
    [InlineData("\"traffic-count\"", "\"traffic-light\"", "the function 'traffic-light' is unknown; known are traffic-count")]
    [InlineData("\"function\": \"traffic-count\"", "\"notes\": \"\"", "needs network, layers and folding, or a function")]
    [InlineData("\"function\":", "\"network\": \"cnvW2A2\", \"function\":", "network, layers and folding have to be absent")]
    [InlineData("\"hls-csim\"", "\"rtl\"", "there is no Verilog of functions")]
    [InlineData("\"threshold.bin\"", "\"other.bin\"", "does not list the parameter file threshold.bin of traffic-count")]
    public void Refuses_a_manifest_that_cannot_be(string find, string replacement, string says)
    {
        Pack();
        var text = File.ReadAllText(Manifest);
        text.ShouldContain(find);
        File.WriteAllText(Manifest, text.Replace(find, replacement, StringComparison.Ordinal), new UTF8Encoding(false));
        Should.Throw<BitstreamPackageException>(() => new BitstreamStore(_root).Load("traffic")).Message.ShouldContain(says);
    }

    [Fact]
    public void Refuses_a_range_of_layers()
    {
        Pack();
        Should.Throw<BitstreamPackageException>(() => new BitstreamStore(_root).Load("traffic@0..5")).Message.ShouldContain("has no layers");
    }

    [Fact]
    public async Task Refuses_parameters_of_another_length()
    {
        File.WriteAllBytes(Path.Combine(_root, "traffic", "parameters", "background.bin"), new byte[5]);
        var package = Pack();
        await using var device = new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new SimdExecutor(parameters, range));
        (await Should.ThrowAsync<AcceleratorException>(async () => await device.LoadAsync(package, default))).Message.ShouldContain("background.bin has 5 bytes; traffic-count takes 32400");
    }

    private BitstreamPackage Pack() => BitstreamPacker.Pack(
        BitstreamContent.Of(Path.Combine(_root, "traffic"), TrafficCountFunction.Instance, BoardCatalog.PynqZ1.Name, BoardCatalog.PynqZ1.ClockHertz, "A spec."));

    private static async Task ShouldCount(IAccelerator device)
    {
        byte[] input = [.. new TestFrames().Draw(10, 10, 20, 12).Draw(-5, 60, 20, 12).Pixels, .. new TestFrames().Pixels];
        var output = new byte[2 * TrafficResult.ByteCount];
        await device.RunAsync(input, output, 2, default);
        output.Chunk(TrafficResult.ByteCount).Select(word => TrafficResult.Read(word)).ShouldBe([new TrafficResult(2, 8, 0), new TrafficResult(0, 0, 0)]);
    }
}
