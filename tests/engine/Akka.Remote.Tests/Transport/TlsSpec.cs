using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Tests.Transport;

public sealed class TlsSpec : RemoteSpec
{
    private const string On = "akka.remote.dot-netty.tcp.enable-ssl = on";

    private readonly CertificateMaker _authority = new("spec authority");

    [Fact]
    public async Task Messages_pass_between_systems_that_were_given_certificates_in_code()
    {
        var (a, b) = (Start("a", On, setup: Setup("a")), Start("b", On, setup: Setup("b")));
        StartEcho(b, "echo");

        var echo = await Resolve(a, b, "/user/echo");

        (await echo.Ask<string>("secret", Patience)).ShouldBe("secret");
        (await echo.Ask<string>(new string('x', 100_000), Patience)).Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task Messages_pass_between_systems_with_certificates_in_files()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pfx");
        using (var certificate = _authority.Sign("files")) await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, "opensesame"));
        try
        {
            var config = $$"""
                akka.remote.dot-netty.tcp {
                  enable-ssl = on
                  ssl { suppress-validation = on, certificate { path = "{{path.Replace("\\", "\\\\")}}", password = opensesame } }
                }
                """;
            var (a, b) = (Start("a", config), Start("b", config));
            StartEcho(b, "echo");

            (await (await Resolve(a, b, "/user/echo")).Ask<string>("secret", Patience)).ShouldBe("secret");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Terminated_comes_over_tls_and_goodbye_is_in_order()
    {
        var (a, b) = (Start("a", On, setup: Setup("a")), Start("b", On, setup: Setup("b")));
        var probe = new Probe(a);
        var subject = StartEcho(b, "subject");
        probe.Watch(await Resolve(a, b, "/user/subject"));
        await (await Resolve(a, b, "/user/subject")).Ask<string>("the watch has passed", Patience);

        b.Stop(subject);
        await probe.Expect<Terminated>();

        a.EventStream.Subscribe(probe.Ref, typeof(AssociationEvent));
        await b.Terminate().WaitAsync(Patience);
        await probe.Fish<DisassociatedEvent>();
    }

    private DotNettySslSetup Setup(string name) => new(_authority.Sign(name), suppressValidation: true);
}
