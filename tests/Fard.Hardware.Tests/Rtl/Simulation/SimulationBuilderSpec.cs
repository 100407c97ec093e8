using System.Runtime.Versioning;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Rtl.Simulation;

namespace Fard.Hardware.Tests.Rtl.Simulation;

[UnsupportedOSPlatform("windows")]
public sealed class SimulationBuilderSpec(SimulatorFolder folder) : IClassFixture<SimulatorFolder>
{
    private static readonly RtlKernel Kernel = new(SmallNetwork.Network, new(2, 2));

    [Fact]
    public async Task Says_that_the_simulator_is_missing()
    {
        var message = (await Should.ThrowAsync<AcceleratorException>(() => Build(folder.Options with { Verilator = "no-such-simulator" }))).Message;
        message.ShouldContain("the simulator 'no-such-simulator' cannot be started");
        message.ShouldContain("apt install verilator");
    }

    [Fact]
    public async Task Says_that_the_compiler_is_missing()
    {
        var options = folder.Options with { Verilator = "true", Compiler = "no-such-compiler" };
        (await Should.ThrowAsync<AcceleratorException>(() => Build(options))).Message.ShouldContain("apt install g++");
    }

    [Fact]
    public async Task Says_what_the_simulator_says()
    {
        var script = folder.NewPath();
        await File.WriteAllTextAsync(script, "#!/bin/sh\n[ $1 = --version ] && exit 0\necho '%Error: out of luck' >&2; exit 3\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var cache = folder.NewPath();
        var options = folder.Options with { Verilator = script, Compiler = "true", CacheFolder = cache };
        (await Should.ThrowAsync<AcceleratorException>(() => Build(options))).Message.ShouldEndWith("exit code 3: %Error: out of luck");
        Directory.GetDirectories(cache, "build-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_that_the_cache_cannot_be_written()
    {
        var file = folder.NewPath();
        await File.WriteAllTextAsync(file, "not a folder");
        var options = folder.Options with { Verilator = "true", Compiler = "true", CacheFolder = file };
        (await Should.ThrowAsync<AcceleratorException>(() => Build(options))).Message.ShouldContain($"the cache {file} cannot be used");
    }

    [Fact]
    public void A_damaged_library_is_refused()
    {
        var path = folder.NewPath();
        File.WriteAllText(path, "no library");
        Should.Throw<AcceleratorException>(() => new SimulatedKernel(path, Kernel, folder.Options)).Message.ShouldContain("cannot be loaded");
    }

    private static Task<string> Build(RtlSimulationOptions options) => new SimulationBuilder(options).BuildAsync(Kernel, CancellationToken.None);
}
