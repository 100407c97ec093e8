using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Akka.Remote.Transport.Tls;

/// <summary>Judges the certificate that the other side of one connection shows, and remembers why it was refused.</summary>
internal sealed class PeerProof(TlsSettings settings)
{
    private string? _refusal;

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _refusal = Refusal(certificate, chain, errors);
        return _refusal is null;
    }

    /// <summary>Runs the handshake; where it fails, says why.</summary>
    /// <exception cref="RemoteTransportException">It failed.</exception>
    public async Task ExplainAsync(Func<Task> handshake)
    {
        try
        {
            await handshake().ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw new RemoteTransportException($"the TLS handshake failed: {_refusal ?? e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private string? Refusal(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // A called side that asks for none is given none.
        if (certificate is not X509Certificate2 shown) return settings.Mutual ? "the other side has shown no certificate" : null;
        if (settings.SuppressValidation) return null;
        if (settings.ChecksHostname && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"the certificate [{shown.Subject}] is not for the host that was called";
        if (settings.Authority is null)
            return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? $"the certificate [{shown.Subject}] is not trusted: {Status(chain)}" : null;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(settings.Authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        if (chain is not null) own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(e => e.Certificate).ToArray());
        return own.Build(shown) ? null : $"the certificate [{shown.Subject}] is not of the authority: {Status(own)}";
    }

    private static string Status(X509Chain? chain) =>
        string.Join("; ", (chain?.ChainStatus ?? []).Select(s => $"{s.Status} ({s.StatusInformation.Trim()})").Distinct());
}
