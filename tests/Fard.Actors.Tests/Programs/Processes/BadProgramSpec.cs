using Fard.Actors.Programs.Processes;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>Tasks in Python that do what they must not: each is ended with the reason, and nothing else happens.</summary>
public class BadProgramSpec
{
    private static readonly ProgramSettings Hasty = new()
    {
        BeatInterval = TimeSpan.FromMilliseconds(50),
        TerminateGrace = TimeSpan.FromMilliseconds(300),
    };

    [PythonFact]
    public async Task A_crash_in_setup_is_reported_with_its_traceback()
    {
        await using var program = RunningProgram.Start("from fard import FardTask\n\nclass Bad(FardTask):\n    def setup(self):\n        self.nothing = 1 / 0\n");
        var failure = await program.FailureAsync();
        failure.ShouldContain("ZeroDivisionError");
        failure.ShouldContain("line 5, in setup");
    }

    [PythonFact]
    public async Task A_crash_in_run_is_reported_with_its_traceback()
    {
        await using var program = await RunningProgram.Start("from fard import FardTask\n\nclass Bad(FardTask):\n    def run(self):\n        raise RuntimeError('no picture')\n").ReadyAsync();
        (await program.FailureAsync()).ShouldContain("no picture");
    }

    [PythonFact]
    public async Task A_crash_in_a_handler_ends_the_task_and_the_event()
    {
        await using var program = await RunningProgram.Start(
            "from fard import FardEvent, FardTask\n\nclass Bad(FardTask):\n    def setup(self):\n        self.register_event(FardEvent('go', lambda content: content.nothing))\n").ReadyAsync();
        await Should.ThrowAsync<ProgramException>(() => program.HandleAsync("go", "{}").AsTask().WaitAsync(RunningProgram.Patience));
        (await program.FailureAsync()).ShouldContain("AttributeError");
        await Should.ThrowAsync<ProgramException>(() => program.HandleAsync("go", "{}").AsTask().WaitAsync(RunningProgram.Patience));
    }

    [PythonFact]
    public async Task A_file_that_is_no_Python_is_reported_with_the_line()
    {
        await using var program = RunningProgram.Start("def :");
        (await program.FailureAsync()).ShouldContain("SyntaxError");
    }

    [PythonFact]
    public async Task A_file_without_a_task_is_refused()
    {
        await using var program = RunningProgram.Start("from fard import FardTask");
        (await program.FailureAsync()).ShouldContain("has 0 classes that extend FardTask");
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("fard-spec-").FullName;
        foreach (var (file, problem) in new[] { ("none.py", "There is no program none.py"), ("../main.py", "lies outside"), ("/bin/sh", "lies outside") })
        {
            Should.Throw<ProgramException>(() => RunningProgram.Create(folder, file, new ProgramSettings(), RunningProgram.Unlimited)).Message.ShouldContain(problem);
        }

        Directory.Delete(folder);
    }

    [PythonFact]
    public async Task An_exit_is_a_crash()
    {
        await using var program = RunningProgram.Start("import os\nprint('last words', flush=True)\nos._exit(7)");
        var failure = await program.FailureAsync();
        failure.ShouldContain("exit code 7");
        failure.ShouldContain("last words");
    }

    [PythonFact]
    public async Task A_task_that_is_stuck_outside_Python_gives_no_sign_of_life_and_is_ended()
    {
        // A stopped process, as one that holds Python's lock in native code, answers nothing.
        await using var program = await RunningProgram.Start(
            "import os, signal\nfrom fard import FardTask\n\nclass Bad(FardTask):\n    def run(self):\n        os.kill(os.getpid(), signal.SIGSTOP)\n",
            Hasty with { BeatTimeout = TimeSpan.FromSeconds(1) }).ReadyAsync();
        (await program.FailureAsync()).ShouldContain("no sign of life for 1 s");
    }

    [PythonFact]
    public async Task A_handler_that_does_not_return_hangs()
    {
        await using var program = await RunningProgram.Start(
            "import time\nfrom fard import FardEvent, FardTask\n\nclass Bad(FardTask):\n    def setup(self):\n        self.register_event(FardEvent('go', lambda content: time.sleep(1000)))\n",
            Hasty with { EventTimeout = TimeSpan.FromSeconds(1) }).ReadyAsync();
        await Should.ThrowAsync<ProgramException>(() => program.HandleAsync("go", "{}").AsTask().WaitAsync(RunningProgram.Patience));
        (await program.FailureAsync()).ShouldContain("has not handled an event within 1 s");
    }

    [PythonFact]
    public async Task A_run_that_does_not_return_hangs_where_a_limit_is_set()
    {
        await using var program = await RunningProgram.Start(
            "from fard import FardTask\n\nclass Bad(FardTask):\n    def run(self):\n        while True:\n            pass\n",
            Hasty with { RunTimeout = TimeSpan.FromSeconds(1) }).ReadyAsync();
        (await program.FailureAsync()).ShouldContain("a call of run() did not end within 1 s");
    }

    [PythonFact]
    public async Task A_setup_that_does_not_end_hangs()
    {
        await using var program = RunningProgram.Start(
            "import time\nfrom fard import FardTask\n\nclass Bad(FardTask):\n    def setup(self):\n        time.sleep(1000)\n", Hasty with { SetupTimeout = TimeSpan.FromMilliseconds(500) });
        (await program.FailureAsync()).ShouldContain("set-up did not end");
    }

    [PythonFact]
    public async Task A_program_that_never_greets_is_ended()
    {
        await using var program = RunningProgram.Start("", Hasty with { Python = "sleep", HelloTimeout = TimeSpan.FromMilliseconds(300) });
        var failure = await program.FailureAsync();
        (failure.Contains("did not greet", StringComparison.Ordinal) || failure.Contains("exit code", StringComparison.Ordinal)).ShouldBeTrue(failure);
    }

    [PythonFact]
    public async Task A_task_that_ignores_the_stop_and_SIGTERM_is_killed()
    {
        await using var program = await RunningProgram.Start(
            "import signal, time\nfrom fard import FardTask\n\nclass Bad(FardTask):\n    def setup(self):\n        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n\n    def run(self):\n        while True:\n            time.sleep(1)\n",
            Hasty, limits: new ProgramLimits(0, 0, TimeSpan.FromMilliseconds(300))).ReadyAsync();
        await program.StopAsync();
        program.Program.ProcessId.ShouldBeGreaterThan(0);
        Directory.Exists($"/proc/{program.Program.ProcessId}").ShouldBeFalse();
    }

    [PythonFact]
    public async Task Memory_over_the_limit_is_an_error_in_the_program()
    {
        await using var program = await RunningProgram.Start(
            "from fard import FardTask\n\nclass Bad(FardTask):\n    def run(self):\n        kept = []\n        while True:\n            kept.append(bytearray(16 << 20))\n",
            Hasty, limits: new ProgramLimits(500, 512L << 20, TimeSpan.FromSeconds(1))).ReadyAsync();
        program.Program.Limits.ShouldContain("512 MiB");
        var failure = await program.FailureAsync();
        (failure.Contains("MemoryError", StringComparison.Ordinal) || failure.Contains("signal 9", StringComparison.Ordinal)).ShouldBeTrue(failure);
    }

    [PythonFact]
    public async Task Events_that_nobody_takes_hold_the_task_up_and_nothing_else()
    {
        await using var program = await RunningProgram.Start(
            "import threading\nfrom fard import FardEvent, FardTask\n\nclass Flood(FardTask):\n    def setup(self):\n        self.flood = self.register_event(FardEvent('flood'))\n"
            + "        for _ in range(100):\n            threading.Thread(target=self.fire, daemon=True).start()\n\n    def fire(self):\n        while True:\n            self.flood.fire(content=b'x' * 1000)\n",
            Hasty, folder => new TestContext(folder) { HoldsEvents = true }).ReadyAsync();
        await RunningProgram.EventuallyAsync(() => !program.Context.Fired.IsEmpty);
        program.Running.IsCompleted.ShouldBeFalse();
        await program.StopAsync();
        program.Context.Fired.Count.ShouldBe(1);
    }
}
