using System.Globalization;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>How long and how hard the soak is, from the environment.</summary>
/// <param name="Jobs">It ends after so many jobs (<c>FARD_SOAK_JOBS</c>)...</param>
/// <param name="Limit">... or, at the latest, after this time (<c>FARD_SOAK_MINUTES</c>; given that, it lasts that long whatever the number of jobs).</param>
/// <param name="Seed">Decides jobs and faults (<c>FARD_SOAK_SEED</c>); what overtakes what is decided by the machine.</param>
internal sealed record SoakSettings(int Jobs, TimeSpan Limit, int Seed)
{
    public static SoakSettings Read()
    {
        var minutes = Number("FARD_SOAK_MINUTES");
        return new SoakSettings(
            (int)(Number("FARD_SOAK_JOBS") ?? (minutes is null ? 5_000 : int.MaxValue)),
            TimeSpan.FromMinutes(minutes ?? 1),
            (int)(Number("FARD_SOAK_SEED") ?? Random.Shared.Next(1, 1_000_000)));
    }

    private static double? Number(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= int.MaxValue
            ? number
            : throw new InvalidOperationException($"The environment variable {variable} is '{text}'; expected a number above 0.");
    }
}
