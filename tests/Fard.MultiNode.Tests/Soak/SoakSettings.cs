using System.Globalization;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>How long and how hard the soak is, from the environment.</summary>
/// <param name="Jobs">It ends after so many jobs (<c>FARD_SOAK_JOBS</c>)...</param>
/// <param name="Limit">... or, at the latest, after this time (<c>FARD_SOAK_MINUTES</c>; given that, it lasts that long whatever the number of jobs).</param>
/// <param name="Seed">Decides jobs and faults (<c>FARD_SOAK_SEED</c>); what overtakes what is decided by the machine.</param>
/// <param name="Faults">Whether anything fails (<c>FARD_SOAK_FAULTS=off</c>: nothing does), to tell a leak of faults from one of jobs.</param>
/// <param name="HeadKills">
/// Whether heads are killed too (<c>FARD_SOAK_HEAD_KILLS=on</c>). Not by default, until ten runs in a row were green with it (docs/testing.md).
/// </param>
/// <param name="LogFile">Where the members' logs go (<c>FARD_SOAK_LOG</c>); null: nowhere.</param>
internal sealed record SoakSettings(int Jobs, TimeSpan Limit, int Seed, bool Faults, bool HeadKills, string? LogFile)
{
    public static SoakSettings Read()
    {
        var minutes = Number("FARD_SOAK_MINUTES");
        return new SoakSettings(
            (int)(Number("FARD_SOAK_JOBS") ?? (minutes is null ? 5_000 : int.MaxValue)),
            minutes is { } given ? TimeSpan.FromMinutes(given) : TimeSpan.FromSeconds(45),
            (int)(Number("FARD_SOAK_SEED") ?? Random.Shared.Next(1, 1_000_000)),
            Environment.GetEnvironmentVariable("FARD_SOAK_FAULTS") != "off",
            Environment.GetEnvironmentVariable("FARD_SOAK_HEAD_KILLS") == "on",
            Environment.GetEnvironmentVariable("FARD_SOAK_LOG"));
    }

    private static double? Number(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= int.MaxValue
            ? number
            : throw new InvalidOperationException($"The environment variable {variable} is '{text}'; expected a number above 0.");
    }
}
