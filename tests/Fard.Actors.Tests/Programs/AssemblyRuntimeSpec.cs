using Fard.Actors.Programs;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs;

/// <summary>Programs in C#, from the sample application's assembly.</summary>
public sealed class AssemblyRuntimeSpec : IDisposable
{
    private readonly AssemblyRuntime _runtime = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-assembly-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Runs_assemblies_and_nothing_else()
    {
        _runtime.Runs("Tasks.dll").ShouldBeTrue();
        _runtime.Runs("main.py").ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_computes_with_its_position()
    {
        await using var job = _runtime.CreateJob(Source("doubler"));
        await job.StartAsync(new JobContext("app", 3, 4, 0, 1, 1, 4, 4, "{}", null, (_, _) => { }), CancellationToken.None);
        var output = new byte[4];
        await job.RunAsync(new byte[] { 1, 2, 3, 255 }, output, 1, CancellationToken.None);
        output.ShouldBe([5, 7, 9, 1]);
    }

    [Fact]
    public async Task A_class_is_found_by_the_name_of_its_task()
    {
        await using var task = _runtime.CreateTask(Source("listener"));
        task.ShouldBeAssignableTo<ITaskProgram>();
    }

    [Fact]
    public void Two_programs_of_one_assembly_share_nothing_but_the_seam()
    {
        var types = Enumerable.Range(0, 2).Select(_ => new ProgramLoadContext(Path.Combine(AppContext.BaseDirectory, "HelloTasks.dll")))
            .Select(context => context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "HelloTasks.dll")).GetType("HelloTasks.Greeter")!)
            .ToArray();
        types[0].ShouldNotBe(types[1]);
        types.ShouldAllBe(type => typeof(FardTask).IsAssignableFrom(type));
    }

    [Fact]
    public void Says_which_classes_there_are_when_none_has_the_name() =>
        Refusal(Source("other")).ShouldContain("2 public classes that extend FardTask (Greeter, Listener)");

    [Fact]
    public void Says_what_is_wrong_with_a_file()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "damaged.dll"), "no assembly");
        Refusal(Source("t") with { Folder = _folder.FullName, MainFile = "damaged.dll" }).ShouldContain("damaged.dll cannot be loaded");
        Refusal(Source("t") with { Folder = _folder.FullName, MainFile = "missing.dll" }).ShouldContain("missing.dll cannot be loaded");
        Refusal(Source("t") with { MainFile = "Shouldly.dll" }).ShouldContain("no public class that extends FardTask");
        Refusal(Source("greeter") with { OwnProcess = true }).ShouldContain("take own_process away");
    }

    private static ProgramSource Source(string name) =>
        new("app-1", name, $"{name}-0", AppContext.BaseDirectory, "HelloTasks.dll", "{}", new ProgramLimits(100, 0, TimeSpan.FromSeconds(2)));

    private string Refusal(ProgramSource source) => Should.Throw<ProgramException>(() => _runtime.CreateTask(source)).Message;
}
