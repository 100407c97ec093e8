using System.Collections.Concurrent;
using System.Text.Json;

namespace Fard.Gateway.Dashboard.Items;

/// <summary>Members of enumerations as words: <c>LoadingBitstream</c> is <c>loading-bitstream</c>.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum value) => Known.GetOrAdd(value, static one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()));
}
