using System.Runtime.Versioning;
using Fard.Hardware.Accelerators;
using Fard.Hardware.CSimulation;
using Fard.Networks.Description;

namespace Fard.Hardware.Tests.CSimulation;

[UnsupportedOSPlatform("windows")]
public sealed class KernelBuilderSpec(KernelFolder folder) : IClassFixture<KernelFolder>
{
    private static readonly LayerRange Range = new(8, 8);

    [CompilerFact]
    public async Task Compiles_a_kernel_once_for_its_content()
    {
        var first = await Build(folder.Options);
        // A compiler of the same version that cannot compile shows that the cache is used.
        var broken = folder.Options with { Compiler = Script("exec g++ --version", "exit 1") };
        (await Build(broken)).ShouldBe(first);
        (await Should.ThrowAsync<AcceleratorException>(() => Build(broken with { Kernel = new() { StreamDepth = 9 } }))).Message.ShouldContain("exit code 1");
    }

    [Fact]
    public async Task Says_that_the_compiler_is_missing()
    {
        var message = (await Should.ThrowAsync<AcceleratorException>(() => Build(folder.Options with { Compiler = "no-such-compiler" }))).Message;
        message.ShouldContain("'no-such-compiler' cannot be started");
        message.ShouldContain("apt install g++");
    }

    [Fact]
    public async Task Says_what_the_compiler_says()
    {
        var failing = folder.Options with { Compiler = Script("echo 1", "echo 'top.cpp: out of luck' >&2; exit 3") };
        (await Should.ThrowAsync<AcceleratorException>(() => Build(failing))).Message.ShouldEndWith("failed with exit code 3: top.cpp: out of luck");
        Directory.GetDirectories(folder.Options.CacheFolder, "build-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_that_the_compiler_made_nothing()
    {
        (await Should.ThrowAsync<AcceleratorException>(() => Build(folder.Options with { Compiler = "true" }))).Message.ShouldContain("true made no file");
    }

    [Fact]
    public async Task Says_that_the_cache_cannot_be_written()
    {
        var file = folder.NewPath();
        await File.WriteAllTextAsync(file, "not a folder");
        var message = (await Should.ThrowAsync<AcceleratorException>(() => Build(folder.Options with { Compiler = "true", CacheFolder = file }))).Message;
        message.ShouldContain($"the kernel cache {file} cannot be used");
    }

    [CompilerFact]
    public async Task A_damaged_library_is_refused()
    {
        var path = await Build(folder.Options);
        await File.WriteAllTextAsync(path, "no library");
        Should.Throw<AcceleratorException>(() => new KernelLibrary(path)).Message.ShouldContain("cannot be loaded");
        Directory.GetFiles(folder.Options.CacheFolder, "loaded-*").ShouldBeEmpty();
        File.Delete(path);
    }

    private static Task<string> Build(CSimulationOptions options) =>
        new KernelBuilder(options).BuildAsync(NetworkCatalog.CnvW2A2, Range, KernelTarget.Library, CancellationToken.None);

    private string Script(string onVersion, string otherwise)
    {
        var path = folder.NewPath();
        File.WriteAllText(path, $"#!/bin/sh\n[ \"$1\" = --version ] && {{ {onVersion}; exit 0; }}\n{otherwise}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
