using System.Collections.Immutable;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Networks.Description;

namespace Fard.Cli.Inference;

/// <summary>Names for a network's classes where its parameters are not at hand, because boards hold them.</summary>
internal static class ClassNames
{
    private const int Digits = 10;
    private const int LongestFile = 64 * 1024;

    private static readonly ImmutableArray<string> Cifar10 =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The names in <paramref name="file"/>, or CIFAR-10's for colour images and the ten digits for grey ones.</summary>
    /// <exception cref="CliException">The file has no names, or more than the network has scores.</exception>
    public static ImmutableArray<string> Of(NetworkDescription network, string? file)
    {
        if (file is null)
            return network.Image is { Channels: 3 } ? Cifar10 : [.. Enumerable.Range(0, Digits).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];
        if (new FileInfo(file) is { Exists: true, Length: > LongestFile })
            throw new CliException($"{file} is longer than {LongestFile} bytes.", "Give a text file with one class name a line.", ExitCodes.Usage);
        var names = File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).ToImmutableArray();
        var most = network.StreamBefore(network.Layers.Length).Channels;
        if (names.IsEmpty || names.Length > most)
            throw new CliException($"{file} has {names.Length} class names; {network.Name} tells 1 to {most} apart.", "Give one class name a line.", ExitCodes.Usage);
        return names;
    }
}
