using Akka.Actor;

namespace Akka.Remote.Wire;

internal static class AddressCodec
{
    public static void Address(this WireWriter writer, Address address)
    {
        writer.Text(address.Protocol);
        writer.Text(address.System);
        writer.OptionalText(address.Host);
        writer.Int32(address.Port ?? -1);
    }

    public static Address Address(this ref WireReader reader, string field)
    {
        var protocol = reader.Text(field);
        var system = reader.Text(field);
        var host = reader.OptionalText(field);
        var port = reader.Int32(field);
        if (protocol.Length == 0 || system.Length == 0) throw reader.Bad(field, "an address needs a protocol and a system name");
        if (port is < -1 or > ushort.MaxValue) throw reader.Bad(field, $"{port} is not a port");
        return new Address(protocol, system, host, port < 0 ? null : port);
    }
}
