using Fard.Actors.Applications;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Applications.Packages;

public class ManifestReaderSpec
{
    private const string Traffic = """
        app_name: traffic_count
        tasks:
          - task_name: camera
            main_dir: camera
            main_file: main.py
            task_count: 2
            cpu_quota: 500
            fpga: 0
          - {task_name: counter, main_dir: counter, main_file: Counter.dll, fpga: 1, anti_affinity: true, roles: [fast], restart: always, overflow: drop-oldest,
             memory: 64m, config: {threshold: 30, name: "12", weights: [0.5, 1], on: true}}
        """;

    [Fact]
    public void Reads_an_application_in_the_form_of_FARD()
    {
        var manifest = Yaml(Traffic);
        manifest.Name.ShouldBe("traffic_count");
        manifest.Tasks.Select(task => (task.Name, task.Program.Path, task.Count, task.CpuMilli, task.Fpga))
            .ShouldBe([("camera", "camera/main.py", 2, 500, false), ("counter", "counter/Counter.dll", 1, 100, true)]);
        var counter = manifest.Find("counter")!;
        counter.AntiAffinity.ShouldBeTrue();
        counter.Roles.ShouldBe(["fast"]);
        counter.Restart.ShouldBe(RestartPolicy.Always);
        counter.Overflow.ShouldBe(OverflowPolicy.DropOldest);
        counter.MemoryBytes.ShouldBe(64L << 20);
        counter.Configuration.ShouldBe("""{"threshold":30,"name":"12","weights":[0.5,1],"on":true}""");
        manifest.Find("camera")!.Configuration.ShouldBe("{}");
    }

    [Fact]
    public void Reads_the_same_in_HOCON_with_either_spelling_of_keys()
    {
        var manifest = ManifestReader.Read(ManifestReader.HoconFile, """
            app-name = traffic_count
            output-collection = on
            tasks = [{ task-name = camera, main_dir = camera, main-file = "main.py", task-count = 2, cpu_quota = 500 }]
            """, TinyNetwork.Find);
        manifest.Name.ShouldBe("traffic_count");
        manifest.CollectsOutput.ShouldBeTrue();
        manifest.Tasks.Single().ShouldBe(new TaskDescription("camera", new ProgramFile("camera", "main.py"), 2) { CpuMilli = 500, Roles = manifest.Tasks[0].Roles });
    }

    [Fact]
    public void Reads_pipelines_beside_tasks_and_gives_positions_their_programs()
    {
        var manifest = Yaml("""
            app_name: mixed
            tasks: [{task_name: watcher, main_file: watch.py}]
            jobs: [{job_name: second_stage, main_dir: second, main_file: main.py, cpu_quota: 700}]
            pipelines:
              - name: split
                network: tiny
                max_images: 50
                positions:
                  - {job_name: first_stage, layers: "0..1", bitstream: tiny, board: pynq-z1}
                  - {job_name: second_stage, layers: "2..3", bitstream: tiny, board: pynq-z1}
              - name: programs
                positions:
                  - {job_name: second_stage, input_bytes: 100, output_bytes: 10}
            """);
        manifest.Pipelines.Length.ShouldBe(2);
        manifest.Pipelines[0].MaxImages.ShouldBe(50);
        manifest.Pipelines[0].Positions.Select(position => position.Program?.File.Path).ShouldBe([null, "second/main.py"]);
        manifest.Pipelines[1].Network.ShouldBe("");
        manifest.Pipelines[1].InputBytesPerImage.ShouldBe(100);
        manifest.Pipelines[1].Positions[0].Program!.CpuMilli.ShouldBe(700);
        manifest.Programs.Select(program => program.Path).ShouldBe(["watch.py", "second/main.py"]);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("app_name: a", "neither tasks nor pipelines")]
    [InlineData("- a", "no map of keys")]
    [InlineData("app_name: a\ntasks: [{task_name: t}]", "line 2: tasks[0]: has no main_file")]
    [InlineData("app_name: a\ntasks:\n  - task_name: t\n    main_file: m.py\n    task_count: many", "line 5: tasks[0].task_count: 'many' is no whole number from 1 to 256")]
    [InlineData("app_name: a\ntasks:\n  - task_name: t\n    main_file: m.py\n    task_count: 257", "'257' is no whole number from 1 to 256")]
    [InlineData("app_name: ../a\ntasks: [{task_name: t, main_file: m.py}]", "line 1: app_name: '../a' is no name")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: ../../etc/passwd}]", "no plain path inside")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_dir: a/../.., main_file: m.py}]", "no plain path inside")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: /bin/sh}]", "absolute path")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py}, {task_name: t, main_file: m.py}]", "'t' is taken")]
    [InlineData("app_name: a\napp_name: b\ntasks: []", "app_name twice")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py, fpga: 2}]", "neither 0 nor 1")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py, cpu: 2}]", "cpu: is no key here")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py, restart: sometimes}]", "none of never, on-failure, always")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py, memory: much}]", "is no size")]
    [InlineData("app_name: a\ntasks: &x [{task_name: t, main_file: m.py}]\njobs: *x", "anchor or alias")]
    [InlineData("app_name: !!python/object:os.system a\ntasks: []", "has a tag")]
    [InlineData("app_name: a\ntasks: [", "is no YAML")]
    [InlineData("app_name: a\ntasks: [{task_name: t, main_file: m.py}]\n---\napp_name: b", "second document")]
    [InlineData("app_name: a\npipelines:\n  - name: p\n    network: tiny\n    positions:\n      - {job_name: j, layers: \"0..9\", bitstream: tiny, board: pynq-z1}", "line 6: pipelines[0].positions[0].layers: ends with layer 9")]
    [InlineData("app_name: a\npipelines: [{name: p, network: none, positions: []}]", "there is no network 'none'")]
    [InlineData("app_name: a\njobs: [{job_name: j, main_file: m.py}]\npipelines: [{name: p, positions: [{job_name: k, input_bytes: 1, output_bytes: 1}]}]", "there is no job 'k'")]
    public void Says_where_a_file_is_wrong_and_what_to_do(string text, string problem) =>
        Should.Throw<ApplicationPackageException>(() => Yaml(text)).Message.ShouldContain(problem);

    [Theory]
    [InlineData("app-name = a, tasks = [{ task-name = t }]", "has no main_file")]
    [InlineData("app-name = a, tasks = [{ task-name = t, task_name = t, main-file = m.py }]", "twice")]
    [InlineData("app-name = ${HOME}", "substitution")]
    [InlineData("include \"/etc/passwd\"", "includes a file")]
    [InlineData("app-name = {", "is no HOCON")]
    public void Says_what_is_wrong_in_HOCON(string text, string problem) =>
        Should.Throw<ApplicationPackageException>(() => ManifestReader.Read(ManifestReader.HoconFile, text, TinyNetwork.Find)).Message.ShouldContain(problem);

    [Fact]
    public void Refuses_a_file_that_is_too_large_or_nested_too_deeply()
    {
        Should.Throw<ApplicationPackageException>(() => Yaml(new string('#', ManifestReader.MaxBytes + 1))).Message.ShouldContain("at most 65536");
        var deep = $"app_name: a\ntasks: {string.Concat(Enumerable.Repeat("[", 40))}{string.Concat(Enumerable.Repeat("]", 40))}";
        Should.Throw<ApplicationPackageException>(() => Yaml(deep)).Message.ShouldContain("levels deep");
        var many = $"app_name: a\ntasks: [{string.Join(", ", Enumerable.Range(0, 12_000).Select(_ => "1"))}]";
        Should.Throw<ApplicationPackageException>(() => Yaml(many)).Message.ShouldContain("one value too many");
        var tasks = $"app_name: a\ntasks: [{string.Join(", ", Enumerable.Range(0, 3).Select(n => $"{{task_name: t{n}, main_file: m.py, task_count: 100}}"))}]";
        Should.Throw<ApplicationPackageException>(() => Yaml(tasks)).Message.ShouldContain("300 replicas in all");
    }

    private static ApplicationManifest Yaml(string text) => ManifestReader.Read(ManifestReader.YamlFile, text, TinyNetwork.Find);
}
