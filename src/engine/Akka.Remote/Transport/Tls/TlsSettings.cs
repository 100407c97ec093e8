using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Transport.Tls;

/// <summary>The settings under <c>akka.remote.dot-netty.tcp.ssl</c>.</summary>
internal sealed class TlsSettings
{
    private const string Key = "akka.remote.dot-netty.tcp.ssl";

    private TlsSettings(X509Certificate2 certificate, bool suppressValidation, Config config)
    {
        if (!certificate.HasPrivateKey) throw new ConfigurationException($"{Key}: the certificate [{certificate.Subject}] has no private key.");
        Certificate = certificate;
        SuppressValidation = suppressValidation;
        Mutual = config.GetBoolean("require-mutual-authentication");
        ChecksHostname = config.GetBoolean("validate-certificate-hostname");
        if (config.GetString("certificate.authority") is { Length: > 0 } path) Authority = ReadAuthority(path);
    }

    public X509Certificate2 Certificate { get; }

    public bool SuppressValidation { get; }

    /// <summary>Whether those who call show a certificate too.</summary>
    public bool Mutual { get; }

    public bool ChecksHostname { get; }

    /// <summary>The only roots that are trusted; null: those of the machine.</summary>
    public X509Certificate2Collection? Authority { get; }

    /// <summary>Null when <c>enable-ssl</c> is off.</summary>
    /// <param name="tcp">The section <c>akka.remote.dot-netty.tcp</c>.</param>
    /// <exception cref="ConfigurationException">There is no usable certificate.</exception>
    public static TlsSettings? Create(Config tcp, ActorSystem system)
    {
        if (!tcp.GetBoolean("enable-ssl")) return null;
        var config = tcp.GetConfig("ssl");
        var setup = system.Settings.Setup.Get<DotNettySslSetup>();
        try
        {
            if (Configured(config) is { } certificate) return new TlsSettings(certificate, config.GetBoolean("suppress-validation"), config);
            if (setup.HasValue) return new TlsSettings(setup.Value.Certificate, setup.Value.SuppressValidation, config);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{Key}: a certificate cannot be read: {e.Message}", e);
        }
        throw new ConfigurationException($"akka.remote.dot-netty.tcp.enable-ssl is on, but there is no certificate: set {Key}.certificate.path, or give a DotNettySslSetup.");
    }

    public SslClientAuthenticationOptions AsCaller(string host, RemoteCertificateValidationCallback validate) => new()
    {
        TargetHost = host,
        ClientCertificates = [Certificate],
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = validate,
    };

    public SslServerAuthenticationOptions AsCalled(RemoteCertificateValidationCallback validate) => new()
    {
        ServerCertificate = Certificate,
        ClientCertificateRequired = Mutual,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = validate,
    };

    private static X509Certificate2? Configured(Config config)
    {
        if (config.GetBoolean("certificate.use-thumbprint-over-file") || config.GetBoolean("certificate.use-thumprint-over-file")) return FromStore(config);
        return config.GetString("certificate.path") is { Length: > 0 } path ? X509CertificateLoader.LoadPkcs12FromFile(path, config.GetString("certificate.password")) : null;
    }

    private static X509Certificate2 FromStore(Config config)
    {
        var thumbprint = config.GetString("certificate.thumbprint") ?? "";
        var location = config.GetString("certificate.store-location") switch
        {
            "local-machine" => StoreLocation.LocalMachine,
            "current-user" => StoreLocation.CurrentUser,
            var other => throw new ConfigurationException($"{Key}.certificate.store-location is [{other}]; it can be local-machine or current-user."),
        };
        using var store = new X509Store(config.GetString("certificate.store-name") is { Length: > 0 } name ? name : "My", location);
        store.Open(OpenFlags.ReadOnly);
        var found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false);
        return found.Count > 0 ? found[0] : throw new ConfigurationException($"{Key}.certificate.thumbprint: the store has no certificate [{thumbprint}].");
    }

    private static X509Certificate2Collection ReadAuthority(string path)
    {
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(path);
        return authority.Count > 0 ? authority : throw new ConfigurationException($"{Key}.certificate.authority: {path} has no certificate in PEM.");
    }
}
