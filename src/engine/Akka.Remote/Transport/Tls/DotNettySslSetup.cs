using System.Security.Cryptography.X509Certificates;

namespace Akka.Remote.Transport.DotNetty;

/// <summary>The certificate of this system, given in code; it counts where <c>akka.remote.dot-netty.tcp.enable-ssl</c> is on and no other is configured.</summary>
public sealed class DotNettySslSetup : Akka.Actor.Setup.Setup
{
    /// <param name="certificate">With its private key.</param>
    /// <param name="suppressValidation">Takes any certificate of others, for development.</param>
    public DotNettySslSetup(X509Certificate2 certificate, bool suppressValidation)
    {
        Certificate = certificate;
        SuppressValidation = suppressValidation;
    }

    public X509Certificate2 Certificate { get; }

    public bool SuppressValidation { get; }
}
