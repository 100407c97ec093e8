using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Fard.Actors.Members;

/// <summary>
/// The files under <c>fard.tls</c>, all in PEM: this member's certificate, its private key, and the authority that has signed every member's certificate.
/// Members without such a certificate are refused. Relative paths count from the configuration file.
/// </summary>
/// <remarks>
/// On Akka.NET before 1.5.52 those who call show no certificate, and the authority has to be one that the machine trusts: Akka.NET has no setting for it.
/// </remarks>
public sealed class MemberTls
{
    private readonly string _authority;

    private MemberTls(X509Certificate2 certificate, string authority)
    {
        Certificate = certificate;
        _authority = authority;
    }

    /// <summary>This member's certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Gives the certificate to the transport.</summary>
    public Setup Setup => new DotNettySslSetup(Certificate, suppressValidation: false);

    /// <summary>Switches TLS on in the transport.</summary>
    public Config Overlay => ConfigurationFactory.ParseString(
        $"akka.remote.dot-netty.tcp {{ enable-ssl = on, ssl.certificate.authority = {FardConfig.Quote(_authority)} }}");

    /// <summary>Reads the files; null when <c>fard.tls.certificate</c> is empty: messages then travel in the clear.</summary>
    /// <exception cref="FardConfigurationException">A file is missing or is not what it must be; the message names its key.</exception>
    public static MemberTls? Read(Config config)
    {
        var certificate = PathOf(config, "certificate");
        if (certificate.Length == 0) return null;
        var (key, authority) = (Required(config, "key"), Required(config, "authority"));
        var roots = new X509Certificate2Collection();
        Try("authority", authority, () => roots.ImportFromPemFile(authority));
        if (roots.Count == 0) throw new FardConfigurationException($"fard.tls.authority: {authority} has no certificate in PEM.");
        X509Certificate2? signed = null;
        Try("certificate and fard.tls.key", $"{certificate} with {key}", () => signed = Load(certificate, key));
        return new MemberTls(signed!, authority);
    }

    // A key that was read from PEM is ephemeral; not every platform's TLS takes such a one.
    private static X509Certificate2 Load(string certificate, string key)
    {
        using var ephemeral = X509Certificate2.CreateFromPemFile(certificate, key);
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
    }

    private static string Required(Config config, string key) =>
        PathOf(config, key) is { Length: > 0 } path ? path : throw new FardConfigurationException($"fard.tls.{key} is empty; with fard.tls.certificate, key and authority are needed too.");

    private static string PathOf(Config config, string key)
    {
        var path = MemberSettings.Text(config, $"fard.tls.{key}");
        var origin = config.GetString("fard.base-directory", "") is { Length: > 0 } directory ? directory : Environment.CurrentDirectory;
        return path.Length == 0 ? "" : Path.GetFullPath(path, origin);
    }

    private static void Try(string key, string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FardConfigurationException($"fard.tls.{key}: {path} cannot be read: {exception.Message}", exception);
        }
    }
}
