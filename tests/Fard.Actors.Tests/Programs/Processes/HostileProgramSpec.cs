using Fard.Actors.Programs.Processes;

namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>Programs that write to their socket themselves, whatever comes to their mind.</summary>
public class HostileProgramSpec
{
    private const string Preamble =
        """
        import json, os, socket, struct, sys, time

        def frame(kind, header, body=b"", lengths=None):
            text = header if isinstance(header, bytes) else json.dumps(header).encode()
            lengths = lengths or (len(text), len(body))
            return struct.pack("<BBHII", kind, 0, 0, *lengths) + text + body

        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        stream.connect(os.environ["FARD_PROGRAM_SOCKET"])
        hello = {"version": 1, "secret": os.environ["FARD_PROGRAM_SECRET"]}

        def greet():
            stream.sendall(frame(1, hello))
            stream.sendall(frame(2, {}))

        def wait():
            while stream.recv(65536):
                pass
            time.sleep(1000)

        """;

    private static readonly ProgramSettings Hasty = new() { TerminateGrace = TimeSpan.FromMilliseconds(300) };

    [PythonFact]
    public async Task Garbage_in_place_of_a_hello_is_refused() => (await FailureAsync("stream.sendall(os.urandom(3) + b'garbage' * 100)\nwait()")).ShouldContain("no frame");

    [PythonFact]
    public async Task Another_version_is_refused() =>
        (await FailureAsync("stream.sendall(frame(1, dict(hello, version=2)))\nwait()")).ShouldContain("speaks version 2 of the protocol, this board version 1");

    [PythonFact]
    public async Task A_wrong_secret_is_refused() =>
        (await FailureAsync("stream.sendall(frame(1, dict(hello, secret='guess')))\nwait()")).ShouldContain("secret is wrong");

    [PythonFact]
    public async Task Silence_in_place_of_a_hello_is_refused() =>
        (await FailureAsync("wait()", Hasty with { HelloTimeout = TimeSpan.FromSeconds(1) })).ShouldContain("did not greet within 1 s");

    [PythonFact]
    public async Task Anything_before_the_hello_is_refused() => (await FailureAsync("stream.sendall(frame(2, {}))\nwait()")).ShouldContain("Ready frame came before the hello");

    [PythonFact]
    public async Task Garbage_after_the_hello_is_refused() => (await FailureAsync("greet()\nstream.sendall(b'GET / HTTP/1.1\\r\\n\\r\\n')\nwait()")).ShouldContain("no frame");

    [PythonFact]
    public async Task A_header_that_is_no_JSON_is_refused() => (await FailureAsync("greet()\nstream.sendall(frame(3, b'{\"id\":'))\nwait()")).ShouldContain("header of a Fire frame cannot be read");

    [PythonFact]
    public async Task A_header_without_a_field_that_it_needs_is_refused() => (await FailureAsync("greet()\nstream.sendall(frame(3, {'id': 1}))\nwait()")).ShouldContain("name");

    [PythonFact]
    public async Task A_frame_that_is_too_long_is_refused_before_it_is_read() =>
        (await FailureAsync("greet()\nstream.sendall(frame(4, {'id': 1}, lengths=(9, 1 << 30)))\nwait()")).ShouldContain("a body of 1073741824 bytes; the most is 16777216");

    [PythonFact]
    public async Task A_body_where_none_belongs_is_refused() => (await FailureAsync("greet()\nstream.sendall(frame(11, {'number': 1}, b'more'))\nwait()")).ShouldContain("has a body of 4 bytes");

    [PythonFact]
    public async Task A_frame_of_the_board_or_of_a_job_is_refused()
    {
        (await FailureAsync("greet()\nstream.sendall(frame(66, {'number': 1}))\nwait()")).ShouldContain("A Event frame, which is not for this program to send");
        (await FailureAsync("greet()\nstream.sendall(frame(9, struct.pack('<qii', 0, 1, 0)))\nwait()")).ShouldContain("A ChunkDone frame, which is not for this program to send");
    }

    [PythonFact]
    public async Task An_event_that_nobody_gave_it_cannot_be_handled() => (await FailureAsync("greet()\nstream.sendall(frame(10, {'number': 1}))\nwait()")).ShouldContain("not the one that the program has");

    [PythonFact]
    public async Task A_flood_of_requests_is_refused()
    {
        await using var program = RunningProgram.StartScript(
            $"{Preamble}greet()\nwhile True:\n    stream.sendall(frame(3, {{'id': 1, 'name': 'flood'}}))\n", Hasty, folder => new TestContext(folder) { HoldsEvents = true });
        (await program.FailureAsync()).ShouldContain("More than 64 requests without an answer");
    }

    [PythonFact]
    public async Task A_flood_of_bytes_is_refused()
    {
        await using var program = RunningProgram.StartScript(
            $"{Preamble}greet()\nwhile True:\n    stream.sendall(frame(3, {{'id': 1, 'name': 'flood'}}, b'x' * (8 << 20)))\n", Hasty, folder => new TestContext(folder) { HoldsEvents = true });
        (await program.FailureAsync()).ShouldContain("33554432 bytes without an answer");
    }

    [PythonFact]
    public async Task A_flood_of_output_is_cut()
    {
        await using var program = await RunningProgram.StartScript(
            $"{Preamble}greet()\nfor number in range(20000):\n    print(number)\nprint('the end', flush=True)\nwait()", Hasty with { LogLinesPerSecond = 50 }).ReadyAsync();
        await RunningProgram.EventuallyAsync(() => program.Context.Lines.Count >= 50);
        program.Context.Lines.Count.ShouldBeLessThan(5000);
    }

    [PythonFact]
    public async Task It_does_not_see_the_boards_environment()
    {
        Environment.SetEnvironmentVariable("FARD_SPEC_SECRET", "do not tell");
        await using var program = RunningProgram.StartScript($"{Preamble}print(dict(os.environ), flush=True)\nos._exit(0)", Hasty);
        var failure = await program.FailureAsync();
        failure.ShouldContain("FARD_PROGRAM_SECRET");
        failure.ShouldNotContain("do not tell");
    }

    private static async Task<string> FailureAsync(string source, ProgramSettings? settings = null)
    {
        await using var program = RunningProgram.StartScript(Preamble + source, settings ?? Hasty);
        var failure = await program.FailureAsync();
        Directory.Exists($"/proc/{program.Program.ProcessId}").ShouldBeFalse("The process is to be ended.");
        return failure;
    }
}
