using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Gateway.Access;
using Fard.Gateway.Hosting;

namespace Fard.Gateway.Tests.Hosting;

public class GatewaySettingsSpec
{
    [Fact]
    public void The_defaults_stand_in_reference_conf()
    {
        var settings = Read("fard.gateway.anonymous-loopback = on");

        settings.Host.ShouldBe("127.0.0.1");
        settings.Port.ShouldBe(8000);
        settings.GrpcPort.ShouldBe(8001);
        settings.Tls.ShouldBeNull();
        settings.Tokens.ShouldBeEmpty();
        GatewaySettings.IsEnabled(FardConfig.Reference).ShouldBeFalse();
    }

    [Fact]
    public void A_gateway_that_nobody_could_call_is_refused() =>
        Should.Throw<FardConfigurationException>(() => Read("")).Message.ShouldContain("fard token create");

    [Fact]
    public void Tokens_are_read_from_the_lines_that_token_create_prints()
    {
        var secret = AccessToken.NewSecret();
        var token = AccessToken.Of("build server", GatewayRole.Submit | GatewayRole.Read, secret);

        var read = Read(token.ToConfigurationLine()).Tokens.ShouldHaveSingleItem();

        read.Name.ShouldBe("build server");
        read.Roles.ShouldBe(GatewayRole.Submit | GatewayRole.Read);
        read.Hash.ShouldBe(AccessToken.HashOf(secret));
        token.ToConfigurationLine().ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("fard.gateway.port = 70000", "fard.gateway.port")]
    [InlineData("fard.gateway.grpc-port = many", "fard.gateway.grpc-port")]
    [InlineData("fard.gateway.tls.certificate = only.pem", "belong together")]
    [InlineData("fard.gateway.tls { certificate = missing.pem, key = missing.key }", "missing.pem")]
    [InlineData("fard.gateway.tokens.ci { hash = \"sha256:00\" }", "ci.roles")]
    [InlineData("fard.gateway.tokens.ci { roles = [king], hash = \"sha256:00\" }", "king")]
    [InlineData("fard.gateway.tokens.ci { roles = [read] }", "ci.hash")]
    [InlineData("fard.gateway.tokens.ci { roles = [read], hash = \"sha256:00\" }", "ci.hash")]
    [InlineData("fard.gateway.tokens.ci { roles = [read], hash = \"sha256:zz00000000000000000000000000000000000000000000000000000000000000\" }", "ci.hash")]
    public void What_is_impossible_is_refused_by_name(string line, string saying) =>
        Should.Throw<FardConfigurationException>(() => Read($"fard.gateway.anonymous-loopback = on\n{line}")).Message.ShouldContain(saying);

    private static GatewaySettings Read(string lines) => GatewaySettings.Read(FardConfig.WithReference(ConfigurationFactory.ParseString(lines)));
}
