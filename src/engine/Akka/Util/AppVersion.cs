using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>
/// The version of an application, for rolling updates: up to four numbers and an optional rest after '-' or '+', such as 1.2.3-rc1.
/// A version with a rest is older than the same one without.
/// </summary>
public partial class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    public static readonly AppVersion Zero = Create("0.0.0");

    private readonly int[] _numbers;
    private readonly string _rest;

    private AppVersion(string version, int[] numbers, string rest)
    {
        Version = version;
        _numbers = numbers;
        _rest = rest;
    }

    public string Version { get; }

    /// <summary>Any text is a version: one that does not begin with numbers is ordered as text.</summary>
    public static AppVersion Create(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var match = Pattern().Match(version);
        if (!match.Success) return new AppVersion(version, [], version);
        var numbers = match.Groups[1].Value.Split('.').Select(n => int.TryParse(n, out var number) ? number : int.MaxValue).ToArray();
        return new AppVersion(version, numbers, match.Groups[2].Value);
    }

    public int CompareTo(AppVersion? other)
    {
        if (other is null) return 1;
        if (Version == other.Version) return 0;
        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
        {
            var order = (i < _numbers.Length ? _numbers[i] : 0).CompareTo(i < other._numbers.Length ? other._numbers[i] : 0);
            if (order != 0) return order;
        }
        return (_rest.Length, other._rest.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => string.CompareOrdinal(_rest, other._rest),
        };
    }

    public bool Equals(AppVersion? other) => other is not null && CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as AppVersion);

    public override int GetHashCode() => HashCode.Combine(_rest, _numbers.Length == 0 ? 0 : _numbers[0]);

    public override string ToString() => Version;

    public static bool operator ==(AppVersion? first, AppVersion? second) => first is null ? second is null : first.Equals(second);

    public static bool operator !=(AppVersion? first, AppVersion? second) => !(first == second);

    [GeneratedRegex(@"^(\d+(?:\.\d+){0,3})([-+].*)?$")]
    private static partial Regex Pattern();
}
