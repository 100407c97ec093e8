using Fard.Actors.Programs.Processes;
using Fard.Actors.Tests.Programs.Processes;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Simd;
using Fard.Networks.Streams;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Samples;

/// <summary><c>samples/two_stage_bnn_app</c>: the paper's application with a Python program at each position.</summary>
public class TwoStageSampleSpec
{
    private const int Images = 6;

    [PythonFact]
    public async Task Its_scores_are_those_of_the_built_in_application_bit_for_bit()
    {
        var store = new BitstreamStore(SampleFolders.Bitstreams);
        await using var first = await StageAsync(store, 0, "first_stage", "cnvW2A2-cifar10@0..5");
        await using var second = await StageAsync(store, 1, "second_stage", "cnvW2A2-cifar10@6..8");
        var (input, expected) = (Input(), new byte[Images * second.Package.OutputBytesPerImage]);
        new SimdExecutor(Fard.Networks.Parameters.ParameterFolder.Load(first.Package.Network, first.Package.ParameterFolder), first.Package.Network.WholeRange).Execute(input, expected, Images);

        var between = await first.RunAsync(input);
        var scores = await second.RunAsync(between);
        scores.ShouldBe(expected);
        scores.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [PythonFact]
    public async Task A_stage_at_the_wrong_position_says_so()
    {
        var failure = await Should.ThrowAsync<ProgramException>(() => StageAsync(new BitstreamStore(SampleFolders.Bitstreams), 1, "first_stage", "cnvW2A2-cifar10@0..5"));
        failure.Message.ShouldContain("FirstStage belongs at position 0, not at 1");
    }

    private static byte[] Input()
    {
        var quantiser = new InputQuantiser(NetworkCatalog.CnvW2A2);
        var stream = new byte[Images * quantiser.Stream.BytesPerImage];
        foreach (var (image, index) in ImageSource.Open([SampleFolders.Cifar10], ImageShape.Cifar, []).Read().Take(Images).Select((image, index) => (image, index)))
            quantiser.FromInterleaved(image.Pixels, stream.AsSpan(index * quantiser.Stream.BytesPerImage, quantiser.Stream.BytesPerImage));
        return stream;
    }

    private static async Task<Stage> StageAsync(BitstreamStore store, int position, string job, string bitstream)
    {
        var package = store.Load(bitstream, BoardCatalog.PynqZ1.Name);
        var fpga = new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new SimdExecutor(parameters, range));
        await fpga.LoadAsync(package, default);
        var configuration = $$"""{"bitstream": "{{bitstream}}"}""";
        var source = new ProgramSource("two_stage_bnn_app_python", job, $"{job}-0", SampleFolders.Of("two_stage_bnn_app"), $"stages/{job}.py", configuration, RunningProgram.Unlimited);
        var program = new ProcessRuntime(new ProgramSettings(), reference => store.Load(reference)).CreateJob(source);
        var stage = new Stage(program, fpga, package);
        try
        {
            await program.StartAsync(
                new JobContext("two_stage_bnn_app_python", position, 2, 0, Images, 1, package.InputBytesPerImage, package.OutputBytesPerImage, configuration, fpga, (_, _) => { }), default)
                .WaitAsync(RunningProgram.Patience);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private sealed record Stage(IJobProgram Program, EmulatedAccelerator Fpga, BitstreamPackage Package) : IAsyncDisposable
    {
        public async Task<byte[]> RunAsync(byte[] input)
        {
            var output = new byte[Images * Package.OutputBytesPerImage];
            for (var image = 0; image < Images; image++)
            {
                var (from, to) = (input.AsMemory(image * Package.InputBytesPerImage, Package.InputBytesPerImage), output.AsMemory(image * Package.OutputBytesPerImage, Package.OutputBytesPerImage));
                await Program.RunAsync(from, to, 1, default).AsTask().WaitAsync(RunningProgram.Patience);
            }

            return output;
        }

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            await Fpga.DisposeAsync();
        }
    }
}
