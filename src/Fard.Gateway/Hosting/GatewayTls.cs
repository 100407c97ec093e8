using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Gateway.Hosting;

/// <summary>The gateway's certificate with its private key, from the PEM files under <c>fard.gateway.tls</c>; relative paths count from the configuration file.</summary>
/// <param name="Certificate">The certificate with its key.</param>
/// <param name="Chain">Certificates that stand behind it in the file, between it and its authority.</param>
public sealed record GatewayTls(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads the files; null when <c>fard.gateway.tls.certificate</c> is empty.</summary>
    /// <exception cref="FardConfigurationException">A file is missing or is not what it must be.</exception>
    public static GatewayTls? Read(Config config)
    {
        var certificate = PathOf(config, "certificate");
        var key = PathOf(config, "key");
        if (certificate.Length == 0 && key.Length == 0) return null;
        if (certificate.Length == 0 || key.Length == 0) throw new FardConfigurationException("fard.gateway.tls.certificate and fard.gateway.tls.key belong together; one of them is empty.");
        try
        {
            // A key that was read from PEM is ephemeral; not every platform's TLS takes such a one.
            using var ephemeral = X509Certificate2.CreateFromPemFile(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return new GatewayTls(X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FardConfigurationException($"fard.gateway.tls: {certificate} with {key} cannot be read: {exception.Message}", exception);
        }
    }

    private static string PathOf(Config config, string key)
    {
        var path = MemberSettings.Text(config, $"fard.gateway.tls.{key}");
        var origin = config.GetString("fard.base-directory", "") is { Length: > 0 } directory ? directory : Environment.CurrentDirectory;
        return path.Length == 0 ? "" : Path.GetFullPath(path, origin);
    }
}
