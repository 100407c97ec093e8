using System.Text;
using Fard.Actors.Programs.Processes;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>Tasks in Python that do what they should.</summary>
public class ProcessTaskProgramSpec
{
    [PythonFact]
    public async Task A_task_sees_who_it_is_its_configuration_and_its_peers()
    {
        await using var program = await RunningProgram.Start(
            """
            import json
            from fard import FardTask

            class Camera(FardTask):
                def _parse_config(self, config):
                    assert config.lens.focal_length == 35
                    return config

                def setup(self):
                    peers = [[peer.id, peer.task, peer.board] for peer in self.get_peers()]
                    names = [peer.id for peer in self.get_peers("report")]
                    self.send_output_data(json.dumps([self.application_id, self.task_name, self.peer_id, self.config.rate, peers, names, self.fpga is None]))
            """,
            context: folder => new TestContext(folder) { Configuration = """{ "rate": 25, "lens": { "focal-length": 35 } }""" }).ReadyAsync();
        Encoding.UTF8.GetString(program.Context.Output.ShouldHaveSingleItem()).ShouldBe(
            """["traffic-1", "camera", "traffic-1/camera-0", 25, [["traffic-1/camera-0", "camera", "left"], ["traffic-1/report-0", "report", "right"]], ["traffic-1/report-0"], true]""");
        await program.StopAsync();
    }

    [PythonFact]
    public async Task Events_are_fired_at_a_task_at_a_peer_or_at_all_with_JSON_or_bytes()
    {
        await using var program = await RunningProgram.Start(
            """
            from fard import FardError, FardEvent, FardTask

            class Count(FardEvent):
                pass

            class Camera(FardTask):
                def setup(self):
                    count = self.register_event(Count())
                    count.fire(task="report", content={"cars": 3})
                    count.fire(peer="traffic-1/report-0", content=b"raw")
                    count.fire()
                    try:
                        count.fire(task="report", peer="traffic-1/report-0")
                    except ValueError as error:
                        self.log.warning("refused: %s", error)
            """).ReadyAsync();
        program.Context.Fired.ShouldBe([("Count", true, """{"cars": 3}""", "report", null), ("Count", false, "raw", null, "traffic-1/report-0"), ("Count", true, "null", null, null)]);
        await RunningProgram.EventuallyAsync(() => program.Context.LogText.Contains("both were given", StringComparison.Ordinal));
        await program.StopAsync();
    }

    [PythonFact]
    public async Task Events_are_handled_one_at_a_time_in_order_beside_run()
    {
        await using var program = await RunningProgram.Start(
            """
            from fard import FardEvent, FardTask

            class Sum(FardTask):
                def setup(self):
                    self.register_event(FardEvent("add", self.on_add))

                def on_add(self, content):
                    self.send_output_data(f"{content.sender} {content.sender_task} {content.scope} {content.payload['n']}")

                def run(self):
                    self.stopping.wait(0.01)

                def stop(self):
                    self.send_output_data("stopped")
            """).ReadyAsync();
        for (var number = 0; number < 5; number++)
        {
            await program.HandleAsync("add", $$"""{"n": {{number}}}""").AsTask().WaitAsync(RunningProgram.Patience);
            program.Context.Output.Count.ShouldBe(number + 1);
        }

        await program.HandleAsync("nobody registered this", "{}").AsTask().WaitAsync(RunningProgram.Patience);
        await program.StopAsync();
        program.Context.Output.Select(Encoding.UTF8.GetString).ShouldBe(
            [.. Enumerable.Range(0, 5).Select(number => $"traffic-1/report-0 report task {number}"), "stopped"]);
    }

    [PythonFact]
    public async Task What_it_prints_and_logs_is_in_the_log()
    {
        await using var program = await RunningProgram.Start(
            """
            import sys
            from fard import FardTask

            class Loud(FardTask):
                def setup(self):
                    print("to standard output")
                    print("to standard error", file=sys.stderr)
                    print("x" * 10000)
                    self.log.error("to the log")
            """).ReadyAsync();
        await RunningProgram.EventuallyAsync(() => program.Context.Lines.Count >= 5);
        program.Context.Lines.ShouldContain(("info", "to standard output"));
        program.Context.Lines.ShouldContain(("error", "to standard error"));
        program.Context.Lines.ShouldContain(("error", "to the log"));
        program.Context.Lines.ShouldContain(line => line.Line.EndsWith("x [cut]", StringComparison.Ordinal) && line.Line.Length < 5000);
        await program.StopAsync();
    }

    [PythonFact]
    public async Task It_loads_a_bitstream_and_runs_the_kernel_through_the_board()
    {
        await using var fpga = new TestAccelerator();
        var images = TinyNetwork.Images(3);
        var folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "images"), images);
        File.WriteAllText(
            Path.Combine(folder, "main.py"),
            """
            import os
            from fard import FardTask, FpgaError

            class Classifier(FardTask):
                def setup(self):
                    try:
                        self.fpga.run(b"")
                    except FpgaError as error:
                        self.send_output_data(str(error))
                    self.fpga.load("tiny@0..3")
                    with open(os.path.join(self.folder, "images"), "rb") as file:
                        self.send_output_data(self.fpga.run(file.read()))
                    try:
                        self.fpga.load("none@0..3")
                    except FpgaError as error:
                        self.send_output_data(str(error))
            """);
        var context = new TestContext(folder) { Fpga = fpga };
        var ready = new TaskCompletionSource();
        using var stopping = new CancellationTokenSource();
        await using (var program = RunningProgram.Create(folder, "main.py", new ProgramSettings(), RunningProgram.Unlimited))
        {
            var running = program.RunAsync(context, ready.SetResult, stopping.Token);
            await (await Task.WhenAny(ready.Task, running).WaitAsync(RunningProgram.Patience));
            await stopping.CancelAsync();
            await running.WaitAsync(RunningProgram.Patience);
        }

        var output = context.Output.ToArray();
        Encoding.UTF8.GetString(output[0]).ShouldContain("Nothing is loaded");
        output[1].ShouldBe(TinyNetwork.Expected(images));
        Encoding.UTF8.GetString(output[2]).ShouldContain("there is none of that name");
        Directory.Delete(folder, recursive: true);
    }

    [PythonFact]
    public async Task A_task_that_returns_from_run_when_it_likes_goes_on_until_it_is_stopped()
    {
        await using var program = await RunningProgram.Start(
            """
            from fard import FardTask

            class Ticker(FardTask):
                ticks = 0

                def run(self):
                    self.ticks += 1
                    if self.ticks == 3:
                        self.send_output_data("three")
                    self.stopping.wait(0.01)
            """).ReadyAsync();
        await RunningProgram.EventuallyAsync(() => !program.Context.Output.IsEmpty);
        program.Running.IsCompleted.ShouldBeFalse();
        await program.StopAsync();
    }
}
