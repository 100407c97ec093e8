using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Tests.Transport;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Tests.Internal;

/// <summary>What Akka.NET 1.5.30 does not have: certificates of callers, and an authority of one's own.</summary>
public sealed class MutualTlsSpec : RemoteSpec
{
    private readonly CertificateMaker _authority = new("spec authority");
    private readonly string _authorityFile = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");

    public MutualTlsSpec() => File.WriteAllText(_authorityFile, _authority.Pem);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(_authorityFile);
    }

    [Fact]
    public async Task Systems_with_certificates_of_the_authority_speak()
    {
        var (a, b) = (StartTls("a", _authority), StartTls("b", _authority));
        StartEcho(b, "echo");

        (await (await Resolve(a, b, "/user/echo")).Ask<string>("secret", Patience)).ShouldBe("secret");
    }

    [Fact]
    public async Task A_caller_of_another_authority_is_refused_with_the_reason_in_the_log()
    {
        var other = new CertificateMaker("another authority");
        var (a, b) = (Start("a", Ssl("suppress-validation = on"), setup: new DotNettySslSetup(other.Sign("a"), true)), StartTls("b", _authority));
        await Refused(a, b, b, "is not of the authority");
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_refused_with_the_reason_in_the_log()
    {
        var b = StartTls("b", _authority);
        var log = Log(b);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", AddressOf(b).Port!.Value);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        try
        {
            await tls.AuthenticateAsClientAsync("127.0.0.1");
        }
        catch (IOException)
        {
            // With TLS 1.3 the caller hears of it later.
        }

        await log.Fish<Warning>(w => w.Message.ToString()!.Contains("has shown no certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plain_caller_is_refused()
    {
        var (a, b) = (Start("a", Logged), StartTls("b", _authority));
        await Refused(a, b, b, "TLS handshake failed");
    }

    [Fact]
    public async Task A_called_system_of_another_authority_is_not_spoken_to()
    {
        var other = new CertificateMaker("another authority");
        var (a, b) = (StartTls("a", _authority), Start("b", Ssl("suppress-validation = on"), setup: new DotNettySslSetup(other.Sign("b"), true)));
        await Refused(a, b, a, "is not of the authority");
    }

    [Fact]
    public void Does_not_start_without_a_certificate() =>
        Should.Throw<ConfigurationException>(() => Start("a", Ssl(""))).Message.ShouldContain("DotNettySslSetup");

    [Theory]
    [InlineData("certificate.path = \"/absent.pfx\"", "cannot be read")]
    [InlineData("certificate { use-thumbprint-over-file = on, thumbprint = 12AB }", "12AB")]
    [InlineData("certificate { use-thumbprint-over-file = on, store-location = nowhere }", "nowhere")]
    public void Says_what_is_wrong_with_the_certificate(string ssl, string part) =>
        Should.Throw<ConfigurationException>(() => Start("a", Ssl(ssl))).Message.ShouldContain(part);

    [Fact]
    public void Says_that_a_certificate_has_no_key()
    {
        using var signed = _authority.Sign("a");
        var bare = X509CertificateLoader.LoadCertificate(signed.RawData);
        Should.Throw<ConfigurationException>(() => Start("a", Ssl(""), setup: new DotNettySslSetup(bare, false))).Message.ShouldContain("no private key");
    }

    private const string Logged = "akka.loglevel = WARNING, akka.remote.handshake-timeout = 3s";

    private static string Ssl(string ssl) => $"akka.remote.dot-netty.tcp {{ enable-ssl = on, ssl {{ {ssl} }} }}, {Logged}";

    private ActorSystem StartTls(string name, CertificateMaker authority) =>
        Start(name, Ssl($"certificate.authority = \"{_authorityFile.Replace("\\", "\\\\")}\""), setup: new DotNettySslSetup(authority.Sign(name), false));

    private static Probe Log(ActorSystem system)
    {
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(Warning));
        return probe;
    }

    private static async Task Refused(ActorSystem caller, ActorSystem called, ActorSystem logging, string reason)
    {
        var log = Log(logging);
        var lost = new Probe(caller);
        caller.EventStream.Subscribe(lost.Ref, typeof(AssociationErrorEvent));
        caller.ActorSelection(PathOf(called, "/user/echo")).Tell("hello");
        await lost.Fish<AssociationErrorEvent>();
        await log.Fish<Warning>(w => w.Message.ToString()!.Contains(reason, StringComparison.Ordinal));
    }
}
