using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Actors.Members;
using Fard.Networks.Description;

namespace Fard.Actors.Tests.Members;

public sealed class FardConfigSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fard-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Includes_are_looked_for_beside_the_file_that_includes_them()
    {
        Write("sub/inner.conf", "x.y = 1, include \"innermost.conf\"");
        Write("sub/innermost.conf", "x.z = 2");
        var config = FardConfig.Load(Write("outer.conf", "include \"sub/inner.conf\"\nx.w = 3"), _ => null);
        (config.GetInt("x.y"), config.GetInt("x.z"), config.GetInt("x.w")).ShouldBe((1, 2, 3));
        config.GetString("fard.base-directory").ShouldBe(_folder);
    }

    [Fact]
    public void The_file_stands_above_the_reference_and_the_environment_above_the_file()
    {
        var path = Write("member.conf", "fard.join-timeout = 7s, fard.board.name = file, akka.cluster.seed-nodes = [\"akka.tcp://fard@old:1\"]");
        var environment = new Dictionary<string, string> { ["FARD_SEED"] = "10.0.0.1:4053, 10.0.0.2:4053", ["FARD_HOST"] = "10.0.0.9", ["FARD_PORT"] = "0", ["FARD_BOARD"] = "env" };
        var config = FardConfig.Load(path, environment.GetValueOrDefault);
        config.GetTimeSpan("fard.join-timeout").ShouldBe(TimeSpan.FromSeconds(7));
        config.GetString("fard.board.name").ShouldBe("env");
        config.GetStringList("akka.cluster.seed-nodes").ShouldBe(["akka.tcp://fard@10.0.0.1:4053", "akka.tcp://fard@10.0.0.2:4053"]);
        config.GetString("akka.remote.dot-netty.tcp.hostname").ShouldBe("10.0.0.9");
        config.GetString("fard.data-plane.host").ShouldBe("10.0.0.9");
        MemberSettings.ReadDataPlane(config).WindowChunks.ShouldBe(16);
    }

    [Fact]
    public void A_seed_s_address_shows_the_adapters_of_the_transport()
    {
        var path = Write("faulty.conf", "akka.remote.dot-netty.tcp.applied-adapters = [trttl, gremlin]");
        FardConfig.Load(path, name => name == "FARD_SEED" ? "10.0.0.1:4053" : null)
            .GetStringList("akka.cluster.seed-nodes").ShouldBe(["akka.trttl.gremlin.tcp://fard@10.0.0.1:4053"]);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<FardConfigurationException>(() => FardConfig.Load(Path.Combine(_folder, "absent.conf"), _ => null)).Message.ShouldContain("absent.conf");

    [Fact]
    public void A_missing_include_is_named() =>
        Should.Throw<FardConfigurationException>(() => FardConfig.Load(Write("a.conf", "include \"absent.conf\""), _ => null)).Message.ShouldContain("absent.conf");

    [Fact]
    public void A_file_that_is_no_hocon_is_named() =>
        Should.Throw<FardConfigurationException>(() => FardConfig.Load(Write("bad.conf", "a = [1, {"), _ => null)).Message.ShouldContain("bad.conf");

    [Fact]
    public void Files_that_include_each_other_are_found_out() =>
        Should.Throw<FardConfigurationException>(() => FardConfig.Load(Write("loop.conf", "include \"loop.conf\""), _ => null)).Message.ShouldContain("include each other");

    [Fact]
    public void A_port_that_is_none_is_named() =>
        Should.Throw<FardConfigurationException>(() => FardConfig.Load(Write("a.conf", ""), name => name == "FARD_PORT" ? "x" : null)).Message.ShouldContain("FARD_PORT");

    [Theory]
    [InlineData("fard.jobs.configure-timeout = soon", "fard.jobs.configure-timeout")]
    [InlineData("fard.jobs.configure-timeout = 0s", "fard.jobs.configure-timeout")]
    [InlineData("fard.data-plane.window-chunks = 0", "fard.data-plane.window-chunks")]
    [InlineData("fard.data-plane.port = 70000", "fard.data-plane.port")]
    [InlineData("fard.data-plane.max-payload = 2g", "fard.data-plane.max-payload")]
    [InlineData("fard.data-plane.max-payload = much", "fard.data-plane.max-payload")]
    public void A_setting_that_is_impossible_is_named(string line, string key) =>
        Should.Throw<FardConfigurationException>(() => MemberSettings.ReadJobs(FardConfig.WithReference(ConfigurationFactory.ParseString(line)))).Message.ShouldContain(key);

    [Theory]
    [InlineData("head.conf", FardRoles.Head)]
    [InlineData("board.conf", FardRoles.Board)]
    [InlineData("client.conf", FardRoles.Client)]
    public void The_files_of_the_roles_are_complete(string file, string role)
    {
        var config = FardConfig.Load(Path.Combine(HoconFolder(), file), _ => null);
        config.GetStringList("akka.cluster.roles").ShouldBe([role]);
        MemberSettings.ReadJobs(config).Remembered.ShouldBe(10_000);
        config.GetStringList("akka.cluster.seed-nodes").ShouldBe(["akka.tcp://fard@127.0.0.1:4053"]);
    }

    [Fact]
    public void The_application_that_ships_is_the_papers()
    {
        var application = new ApplicationReader(NetworkCatalog.TryFind).ReadAll(FardConfig.Load(Path.Combine(HoconFolder(), "head.conf"), _ => null)).ShouldHaveSingleItem();
        application.Name.ShouldBe("two_stage_bnn_app");
        application.Positions.Select(position => (position.JobName, position.Layers)).ShouldBe([("first_stage", new LayerRange(0, 5)), ("second_stage", new LayerRange(6, 8))]);
        (application.InputBytesPerImage, application.Positions[1].InputBytesPerImage, application.OutputBytesPerImage).ShouldBe((3072, 64, 128));
        application.ChunkImages.ShouldBe(1);
    }

    private static string HoconFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fard.Actors.sln"))) return Path.Combine(folder.FullName, "hocon");
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
