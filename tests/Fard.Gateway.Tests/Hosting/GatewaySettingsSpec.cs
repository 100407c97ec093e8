using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

        settings.Tokens.ShouldBeEmpty();
        settings.ShouldBe(new GatewaySettings { Port = 8000, GrpcPort = 8001, AnonymousLoopback = true, Labels = settings.Labels, Tokens = settings.Tokens });
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

    [Fact]
    public void A_certificate_and_its_key_are_read_from_pem()
    {
        var folder = Directory.CreateTempSubdirectory("fard-gateway-");
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            File.WriteAllText(Path.Combine(folder.FullName, "gateway.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder.FullName, "gateway.key"), key.ExportPkcs8PrivateKeyPem());

            var tls = Read($"fard.base-directory = {FardConfig.Quote(folder.FullName)}\nfard.gateway {{ anonymous-loopback = on, tls {{ certificate = gateway.pem, key = gateway.key }} }}").Tls;

            tls.ShouldNotBeNull().Certificate.HasPrivateKey.ShouldBeTrue();
            tls.Certificate.Thumbprint.ShouldBe(certificate.Thumbprint);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("fard.gateway.port = 70000", "fard.gateway.port")]
    [InlineData("fard.gateway.grpc-port = many", "fard.gateway.grpc-port")]
    [InlineData("fard.gateway.max-body = 0b", "fard.gateway.max-body")]
    [InlineData("fard.gateway.request-timeout = 0s", "fard.gateway.request-timeout")]
    [InlineData("fard.gateway.max-in-flight-images = 0", "fard.gateway.max-in-flight-images")]
    [InlineData("fard.gateway.batch.max-jobs = 0", "fard.gateway.batch.max-jobs")]
    [InlineData("fard.gateway.batch.max-delay = -1s", "fard.gateway.batch.max-delay")]
    [InlineData("fard.gateway.labels.app = []", "fard.gateway.labels.app")]
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
