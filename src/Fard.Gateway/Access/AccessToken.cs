using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Gateway.Access;

/// <summary>A token that callers may show, as the configuration has it: its hash, never itself.</summary>
/// <param name="Name">Who holds it, for the log.</param>
/// <param name="Roles">What it allows.</param>
/// <param name="Hash">SHA-256 of the token's UTF-8 bytes. A token is 256 random bits: no slower hash is needed to keep it secret.</param>
public sealed record AccessToken(string Name, GatewayRole Roles, ImmutableArray<byte> Hash)
{
    private const string Root = "fard.gateway.tokens";
    private const string Prefix = "fard_";
    private const string HashPrefix = "sha256:";
    private const int SecretBytes = 32;

    /// <summary>A fresh secret, in text that headers and shells take as it is.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The token of a secret.</summary>
    public static AccessToken Of(string name, GatewayRole roles, string secret) => new(name, roles, [.. HashOf(secret)]);

    /// <summary>The hash of what a caller shows.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The line that goes into the configuration.</summary>
    public string ToConfigurationLine() =>
        $"{Root}.{FardConfig.Quote(Name)} {{ roles = [{string.Join(", ", RoleNames.Of(Roles))}], hash = \"{HashPrefix}{Convert.ToHexStringLower(Hash.AsSpan())}\" }}";

    /// <summary>Reads the tokens below <c>fard.gateway.tokens</c>, by name.</summary>
    /// <exception cref="FardConfigurationException">One has no role, an unknown one, or no hash.</exception>
    public static ImmutableArray<AccessToken> ReadAll(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (!config.HasPath(Root)) return [];
        var names = config.GetConfig(Root).AsEnumerable().Select(entry => entry.Key).Order(StringComparer.Ordinal);
        return [.. names.Select(name => Read(name, config.GetConfig($"{Root}.{FardConfig.Quote(name)}")))];
    }

    private static AccessToken Read(string name, Config config)
    {
        var names = config.GetStringList("roles");
        if (names.Count == 0) throw new FardConfigurationException($"{Root}.{name}.roles is missing or empty; expected some of {RoleNames.All}.");
        var roles = GatewayRole.None;
        foreach (var text in names)
        {
            roles |= RoleNames.TryParse(text, out var role)
                ? role
                : throw new FardConfigurationException($"{Root}.{name}.roles has '{text}'; expected some of {RoleNames.All}.");
        }

        var hash = config.GetString("hash", "") ?? "";
        var digits = hash.StartsWith(HashPrefix, StringComparison.Ordinal) ? hash[HashPrefix.Length..] : "";
        var bytes = new byte[SHA256.HashSizeInBytes];
        if (digits.Length != 2 * bytes.Length || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            throw new FardConfigurationException($"{Root}.{name}.hash is no '{HashPrefix}' with {2 * bytes.Length} hexadecimal digits; 'fard token create' prints it.");
        return new AccessToken(name, roles, [.. bytes]);
    }
}
