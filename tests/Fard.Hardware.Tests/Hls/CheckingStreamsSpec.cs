using Fard.Hardware.Hls;
using Fard.Hardware.Tests.CSimulation;

namespace Fard.Hardware.Tests.Hls;

/// <summary>The bounded streams of the checking build find what unbounded ones hide.</summary>
public sealed class CheckingStreamsSpec(KernelFolder folder) : IClassFixture<KernelFolder>
{
    [CompilerFact]
    public async Task Deadlocks_starved_processes_and_unread_tokens_fail()
    {
        var program = await Compile();
        (await ShellCommand.Run(program, "right")).ShouldBe((0, ""));

        var (exitCode, report) = await ShellCommand.Run(program, "unread");
        (exitCode, report.TrimEnd()).ShouldBe((1, "stream link: 2 tokens were never read"));

        (exitCode, report) = await ShellCommand.Run(program, "starved");
        (exitCode, report.TrimEnd()).ShouldBe((1, "deadlock: consume(link, consumed) waits to read from the empty link;"));

        (exitCode, report) = await ShellCommand.Run(program, "deadlock");
        exitCode.ShouldBe(1);
        report.ShouldContain("produceOneAfterTheOther(first, second, count) waits to write to the full first;");
        report.ShouldContain("consumeInTurns(first, second, count) waits to read from the empty second;");
    }

    private async Task<string> Compile()
    {
        var (sources, program) = (folder.NewPath(), folder.NewPath());
        HlsSources.WriteTo(sources);
        var (exitCode, report) = await ShellCommand.Run(
            "g++", "-std=c++14", "-Wall", "-Wextra", "-Werror", $"-I{sources}/checking", $"-I{sources}/shim", $"{sources}/testbench/streams.cpp", "-o", program);
        exitCode.ShouldBe(0, report);
        return program;
    }
}
