using System.Globalization;

namespace Fard.Actors.DataPlane;

/// <summary>Where a member listens for chunks, as it advertises itself.</summary>
public sealed record DataEndpoint(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>; an IPv6 host stands in brackets.</summary>
    public static DataEndpoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            throw new FormatException($"'{text}' is no data endpoint; expected host:port with a port from 1 to 65535.");
        return new DataEndpoint(text[..colon].Trim('[', ']'), port);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
