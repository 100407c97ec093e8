using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Akka.Actor;

/// <summary>Splits <c>protocol://system[@host:port][/path]</c> into the address and the path that follows it.</summary>
internal static class AddressParser
{
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> path)
    {
        address = null;
        path = default;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !IsProtocol(text[..scheme]))
            return false;
        var authority = text[(scheme + 3)..];
        var slash = authority.IndexOf('/');
        if (slash >= 0)
        {
            path = authority[slash..];
            authority = authority[..slash];
        }

        var at = authority.IndexOf('@');
        var system = at < 0 ? authority : authority[..at];
        if (!IsSystemName(system))
            return false;
        string? host = null;
        int? port = null;
        if (at >= 0 && !TryParseHostPort(authority[(at + 1)..], out host, out port))
            return false;
        address = new Address(text[..scheme].ToString(), system.ToString(), host, port);
        return true;
    }

    private static bool TryParseHostPort(ReadOnlySpan<char> text, out string? host, out int? port)
    {
        host = null;
        port = null;
        var colon = text.LastIndexOf(':');
        if (text.StartsWith("["))
        {
            var close = text.IndexOf(']');
            if (close <= 1)
                return false;
            if (colon < close)
                colon = -1;
            host = text[1..close].ToString();
            if (close + 1 != (colon < 0 ? text.Length : colon))
                return false;
        }
        else
        {
            host = (colon < 0 ? text : text[..colon]).ToString();
        }

        if (host.Length == 0 || host.Contains('@'))
            return false;
        if (colon < 0)
            return true;
        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
            return false;
        port = number;
        return true;
    }

    private static bool IsProtocol(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '+' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsSystemName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return text.Length > 0;
    }
}
