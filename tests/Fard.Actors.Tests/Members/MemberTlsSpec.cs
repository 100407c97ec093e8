using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Actors.Tests.Members;

public sealed class MemberTlsSpec : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("fard-tls").FullName;

    public MemberTlsSpec()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=racks", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = request.CreateSelfSigned(Yesterday, Yesterday.AddYears(1));
        File.WriteAllText(Path.Combine(_folder, "racks.pem"), root.ExportCertificatePem());
        Sign(root, "member");
        Sign(null, "stranger");
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_files_there_is_none() => MemberTls.Read(FardConfig.WithReference(Config.Empty)).ShouldBeNull();

    [Theory]
    [InlineData("member.pem", "", "racks.pem", "fard.tls.key is empty")]
    [InlineData("member.pem", "member.key", "", "fard.tls.authority is empty")]
    [InlineData("absent.pem", "member.key", "racks.pem", "absent.pem")]
    [InlineData("member.pem", "stranger.key", "racks.pem", "fard.tls.key")]
    [InlineData("member.pem", "member.key", "member.key", "has no certificate")]
    public void Says_which_file_is_wrong(string certificate, string key, string authority, string part) =>
        Should.Throw<FardConfigurationException>(() => MemberTls.Read(Settings(certificate, key, authority))).Message.ShouldContain(part);

    [Fact]
    public async Task Members_with_certificates_of_the_authority_form_a_cluster_and_a_stranger_stays_outside()
    {
        await using var head = await FardMember.StartAsync(Settings("member.pem", "member.key", "racks.pem", "head"));
        var seed = $"""akka.cluster.seed-nodes = ["{head.Address}"]""";
        await using var client = await FardMember.StartAsync(Settings("member.pem", "member.key", "racks.pem", "client", seed));
        client.System.WhenTerminated.IsCompleted.ShouldBeFalse();

        var stranger = Settings("stranger.pem", "stranger.key", "racks.pem", "client", seed + "\nfard.join-timeout = 2s");
        (await Should.ThrowAsync<FardMemberException>(() => FardMember.StartAsync(stranger).WaitAsync(Patience))).Message.ShouldContain("did not become a member");
        Cluster.Get(head.System).State.Members.Count.ShouldBe(2);
    }

    private Config Settings(string certificate, string key, string authority, string role = "head", string more = "") => FardConfig.WithReference(ConfigurationFactory.ParseString($$"""
        fard.base-directory = {{FardConfig.Quote(_folder)}}
        fard.tls { certificate = "{{certificate}}", key = "{{key}}", authority = "{{authority}}" }
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          cluster.roles = [{{role}}]
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        }
        {{more}}
        """));

    private void Sign(X509Certificate2? root, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = root is null ? request.CreateSelfSigned(Yesterday, Yesterday.AddMonths(6)) : request.Create(root, Yesterday, Yesterday.AddMonths(6), [1, 2, 3]);
        File.WriteAllText(Path.Combine(_folder, $"{name}.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
