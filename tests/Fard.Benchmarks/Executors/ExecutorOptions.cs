using System.Globalization;

namespace Fard.Benchmarks.Executors;

/// <param name="Parameters">A folder of trained cnvW2A2 parameters; null for random weights, two thirds of them not zero, as in trained sets.</param>
/// <param name="Images">Images of one call.</param>
/// <param name="Rounds">Interleaved rounds.</param>
/// <param name="OnnxRuntime">Path of its library, <c>none</c> to leave it out, null to find it.</param>
/// <param name="Json">Whether one JSON object is printed.</param>
internal sealed record ExecutorOptions(string? Parameters, int Images, int Rounds, string? OnnxRuntime, bool Json)
{
    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static ExecutorOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new ExecutorOptions(null, 128, 100, null, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"'{arguments[i]}' is unknown or lacks its value.");
            options = arguments[i++] switch
            {
                "--parameters" => options with { Parameters = value },
                "--onnxruntime" => options with { OnnxRuntime = value },
                "--images" => options with { Images = Count(value) },
                "--rounds" => options with { Rounds = Count(value) },
                var name => throw new FormatException($"'{name}' is unknown."),
            };
        }

        return options;
    }

    private static int Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000
            ? count
            : throw new FormatException($"'{value}' is no number from 1 to 10000.");
}
