using System.Text;
using Fard.Actors.Applications;

namespace Fard.Actors.Messages;

/// <summary>Messages about applications that are deployed.</summary>
internal static class DeploymentCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "DeployApplication.1",
            Protocol.DeployApplication.Parser,
            (DeployApplication m) => new Protocol.DeployApplication { Hocon = m.Hocon },
            p => new DeployApplication(Encoding.UTF8.GetByteCount(p.Hocon) <= DeploymentText.MaxBytes
                ? p.Hocon
                : throw new FormatException($"an application's text has more than {DeploymentText.MaxBytes} bytes"))),
        MessageCodec.Of(
            "ApplicationDeployed.1",
            Protocol.ApplicationDeployed.Parser,
            (ApplicationDeployed m) => new Protocol.ApplicationDeployed { Name = m.Name, Version = m.Version },
            p => new ApplicationDeployed(p.Name, p.Version > 0 ? p.Version : throw new FormatException($"{p.Version} is no version of an application"))),
        MessageCodec.Of(
            "ApplicationRefused.1",
            Protocol.ApplicationRefused.Parser,
            (ApplicationRefused m) => new Protocol.ApplicationRefused { Reason = m.Reason },
            p => new ApplicationRefused(p.Reason)),
        MessageCodec.Of(
            "ShareApplication.1",
            Protocol.ShareApplication.Parser,
            (ShareApplication m) => new Protocol.ShareApplication { Application = m.Application.ToProto() },
            p => new ShareApplication((p.Application ?? throw new FormatException("the application is missing")).ToApplication())),
    ];
}
