using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Networks.Description;

namespace Fard.Client;

public sealed partial class FardClient
{
    /// <summary>Joins the cluster as a member of role client.</summary>
    /// <param name="config">The configuration, see <see cref="FardConfig"/> and <c>hocon/client.conf</c>.</param>
    /// <exception cref="FardConfigurationException">The configuration is impossible.</exception>
    /// <exception cref="FardMemberException">The member cannot join.</exception>
    public static async Task<FardClient> ConnectAsync(Config config, CancellationToken cancellationToken = default)
    {
        var member = await FardMember.StartAsync(config, cancellationToken: cancellationToken);
        return new FardClient(member.System, member.NodeManager, ClientSettings.Read(config, member.Address.ToString()), NetworkCatalog.TryFind, member) { Upload = new MemberUpload(member.Contents) };
    }

    /// <summary>A client in the process of another member, whose membership it shares.</summary>
    /// <param name="member">The member; it is not stopped with the client.</param>
    /// <param name="settings">Settings, or null for the defaults.</param>
    /// <param name="findNetwork">Finds networks by name, to quantise pixels; null: those of BNN-PYNQ.</param>
    public static FardClient Of(FardMember member, ClientSettings? settings = null, Func<string, NetworkDescription?>? findNetwork = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new FardClient(member.System, member.NodeManager, settings ?? new ClientSettings { Name = member.Address.ToString() }, findNetwork ?? NetworkCatalog.TryFind, member: null)
        {
            Upload = new MemberUpload(member.Contents),
        };
    }
}
