using Fard.Actors.Programs.Processes;
using Fard.Actors.Tests.TestBoards;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Processes;

public class ProcessJobProgramSpec
{
    private static readonly ProgramSettings Hasty = new() { BeatInterval = TimeSpan.FromMilliseconds(50), TerminateGrace = TimeSpan.FromMilliseconds(300) };

    [PythonFact]
    public async Task Chunks_go_through_the_program_in_order_with_several_under_way()
    {
        await using var program = await StartAsync(
            """
            from fard import FardJob

            class Add(FardJob):
                def process(self, chunk):
                    return bytes((value + self.config.pipeline.position + self.config.step) % 256 for value in chunk.data)
            """, configuration: """{ "step": 10 }""", position: 2);
        var inputs = Enumerable.Range(0, 40).Select(index => Enumerable.Range(0, 100 + index).Select(value => (byte)(value * index)).ToArray()).ToArray();
        var outputs = inputs.Select(input => new byte[input.Length]).ToArray();
        var running = new Queue<Task>();
        for (var index = 0; index < inputs.Length; index++)
        {
            if (running.Count == program.Program.MaxRunsInFlight) await running.Dequeue().WaitAsync(RunningProgram.Patience);
            running.Enqueue(program.Program.RunAsync(inputs[index], outputs[index], 1, default).AsTask());
        }

        await Task.WhenAll(running).WaitAsync(RunningProgram.Patience);
        for (var index = 0; index < inputs.Length; index++) outputs[index].ShouldBe([.. inputs[index].Select(value => (byte)(value + 12))]);
    }

    [PythonFact]
    public async Task A_large_chunk_passes_unchanged()
    {
        await using var program = await StartAsync("from fard import FardJob\n\nclass Forward(FardJob):\n    pass\n");
        var input = new byte[3 << 20];
        new Random(1).NextBytes(input);
        var output = new byte[input.Length];
        await program.Program.RunAsync(input, output, 7, default).AsTask().WaitAsync(RunningProgram.Patience);
        output.ShouldBe(input);
    }

    [PythonFact]
    public async Task A_job_computes_with_the_FPGA_of_its_board()
    {
        await using var fpga = new TestAccelerator();
        await fpga.LoadAsync(TinyNetwork.Package("tiny@0..3", TinyNetwork.BoardType), default);
        await using var program = await StartAsync(
            """
            from fard import FardJob

            class Stage(FardJob):
                def setup(self):
                    self.fpga.load("tiny@0..3")

                def process(self, chunk):
                    return self.fpga.run(chunk.data, chunk.images)
            """, fpga: fpga);
        var images = TinyNetwork.Images(6);
        var output = new byte[6 * TinyNetwork.OutputBytes];
        var runs = Enumerable.Range(0, 3).Select(chunk => program.Program.RunAsync(
            images.AsMemory(chunk * 2 * TinyNetwork.InputBytes, 2 * TinyNetwork.InputBytes), output.AsMemory(chunk * 2 * TinyNetwork.OutputBytes, 2 * TinyNetwork.OutputBytes), 2, default).AsTask());
        await Task.WhenAll(runs).WaitAsync(RunningProgram.Patience);
        output.ShouldBe(TinyNetwork.Expected(images));
    }

    [PythonFact]
    public async Task A_crash_fails_the_chunk_with_the_traceback_and_every_later_one()
    {
        await using var program = await StartAsync("from fard import FardJob\n\nclass Bad(FardJob):\n    def process(self, chunk):\n        raise ValueError('an odd picture')\n");
        var output = new byte[8];
        (await Should.ThrowAsync<ProgramException>(() => program.Program.RunAsync(new byte[8], output, 1, default).AsTask().WaitAsync(RunningProgram.Patience)))
            .Message.ShouldContain("an odd picture");
        await Should.ThrowAsync<ProgramException>(() => program.Program.RunAsync(new byte[8], output, 1, default).AsTask().WaitAsync(RunningProgram.Patience));
    }

    [PythonFact]
    public async Task A_result_of_another_length_is_refused()
    {
        await using var program = await StartAsync("from fard import FardJob\n\nclass Bad(FardJob):\n    def process(self, chunk):\n        return b'short'\n");
        (await Should.ThrowAsync<ProgramException>(() => program.Program.RunAsync(new byte[8], new byte[8], 1, default).AsTask().WaitAsync(RunningProgram.Patience)))
            .Message.ShouldContain("has 5 bytes; 1 images have 8");
    }

    [PythonFact]
    public async Task A_chunk_that_is_never_computed_is_a_hang()
    {
        await using var program = await StartAsync(
            "import time\nfrom fard import FardJob\n\nclass Bad(FardJob):\n    def process(self, chunk):\n        time.sleep(1000)\n", Hasty with { ChunkTimeout = TimeSpan.FromSeconds(1) });
        (await Should.ThrowAsync<ProgramException>(() => program.Program.RunAsync(new byte[8], new byte[8], 1, default).AsTask().WaitAsync(RunningProgram.Patience)))
            .Message.ShouldContain("has not computed chunk 0 within 1 s");
    }

    [PythonFact]
    public async Task A_set_up_that_crashes_is_reported()
    {
        (await Should.ThrowAsync<ProgramException>(() => StartAsync("from fard import FardJob\n\nclass Bad(FardJob):\n    def setup(self):\n        self.fpga.load('x')\n")))
            .Message.ShouldContain("AttributeError");
    }

    private static async Task<StartedJob> StartAsync(
        string source, ProgramSettings? settings = null, string configuration = "", int position = 0, TestAccelerator? fpga = null)
    {
        var folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
        File.WriteAllText(Path.Combine(folder, "main.py"), source);
        var program = new ProcessRuntime(settings ?? Hasty).CreateJob(new ProgramSource("one", "stage", "1", folder, "main.py", configuration, RunningProgram.Unlimited));
        var started = new StartedJob(folder, program);
        try
        {
            await program.StartAsync(new JobContext("one", position, 3, 0, 10, 1, 8, 8, configuration, fpga, (_, _) => { }), default).WaitAsync(RunningProgram.Patience);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    private sealed record StartedJob(string Folder, IJobProgram Program) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
