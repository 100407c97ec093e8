using System.Collections.Immutable;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Cli.Scores;
using Fard.Networks.Images;
using Fard.Networks.Scores;
using Spectre.Console;

namespace Fard.Cli.Inference;

/// <summary>What <c>fard infer</c> and <c>fard submit</c> print.</summary>
/// <param name="Network">The network or the application that classified.</param>
/// <param name="Device">What computed.</param>
/// <param name="Images">One entry an image, in order.</param>
/// <param name="Accuracy">Share of the images with an expected class that got it, 0 to 1; null when no image has one.</param>
/// <param name="ElapsedMs">Milliseconds for all images, without reading and decoding them.</param>
internal sealed record InferenceReport(string Network, string Device, IReadOnlyList<ClassifiedImage> Images, double? Accuracy, double ElapsedMs)
{
    /// <summary>A person reads no longer table than this.</summary>
    private const int MostRows = 200;

    public static InferenceReport Create(
        string network, string device, IReadOnlyList<InputImage> images, IReadOnlyList<Classification> results, ImmutableArray<string> classes, TimeSpan elapsed)
    {
        var rows = images.Zip(results, (image, result) => new ClassifiedImage(
            image.Name,
            image.ExpectedClass is { } expected ? classes[expected] : null,
            result.Name,
            result.Score)).ToList();
        var judged = rows.Where(row => row.Expected is not null).ToList();
        double? accuracy = judged.Count == 0 ? null : (double)judged.Count(row => row.Expected == row.Class) / judged.Count;
        return new InferenceReport(network, device, rows, accuracy, elapsed.TotalMilliseconds);
    }

    public void Print(Terminal terminal, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.RawOutput, this);
            return;
        }

        terminal.Output.Write(ClassifiedImageTable.Create(Images.Take(MostRows)));
        if (Images.Count > MostRows)
            terminal.Output.WriteLine($"... and {Images.Count - MostRows} more; --json prints them all");
        var accuracy = Accuracy is { } share ? string.Create(CultureInfo.InvariantCulture, $", {share * 100:0.00} % as expected") : string.Empty;
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Images.Count} images by {Network} ({Device}) in {ElapsedMs:0.0} ms{accuracy}"));
    }
}
