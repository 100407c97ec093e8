using System.Text.Json;
using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Gateway.Access;

namespace Fard.Cli.Tests.Commands;

public sealed class ServeCommandSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-serve-");

    [Fact]
    public async Task A_configuration_that_is_missing_is_a_mistake() =>
        (await CommandRun.OfAsync("serve", "--config", Path.Combine(_folder.FullName, "missing.conf"))).ShouldBeMistake(1, "missing.conf");

    [Fact]
    public async Task A_gateway_that_nobody_could_call_does_not_start()
    {
        var path = Path.Combine(_folder.FullName, "gateway.conf");
        await File.WriteAllTextAsync(path, "akka.cluster.roles = [client]");

        (await CommandRun.OfAsync("serve", "--config", path)).ShouldBeMistake(1, "fard token create");
    }

    [Fact]
    public async Task A_token_is_printed_once_and_its_line_holds_only_its_hash()
    {
        var run = await CommandRun.OfAsync("token", "create", "--name", "build server", "--role", "submit", "--role", "read", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var (secret, line) = (json.RootElement.GetProperty("token").GetString()!, json.RootElement.GetProperty("configuration").GetString()!);
        line.ShouldNotContain(secret);
        var token = AccessToken.ReadAll(FardConfig.WithReference(ConfigurationFactory.ParseString(line))).ShouldHaveSingleItem();
        token.Name.ShouldBe("build server");
        token.Roles.ShouldBe(GatewayRole.Read | GatewayRole.Submit);
        token.Hash.ShouldBe(AccessToken.HashOf(secret));
    }

    [Theory]
    [InlineData("token create --name x --role king", "king")]
    [InlineData("token create --name x", "--role")]
    [InlineData("token create --role read", "--name")]
    public async Task A_token_without_a_name_or_a_role_is_a_mistake(string arguments, string saying) =>
        (await CommandRun.OfAsync(arguments.Split(' '))).ShouldBeMistake(2, saying);

    public void Dispose() => _folder.Delete(recursive: true);
}
