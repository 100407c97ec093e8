using System.Collections.Immutable;
using Fard.Networks.Description;

namespace Fard.Networks.Tests.Generators;

/// <summary>Random small network descriptions that are valid: every encoding, kernel, pool and odd channel count turns up.</summary>
public static class RandomNetworks
{
    public static NetworkDescription Create(Random random)
    {
        var input = CreateInput(random);
        var layers = ImmutableArray.CreateBuilder<LayerDescription>();
        var stream = input;
        for (var count = random.Next(1, 5); layers.Count < count; stream = layers[^1].Output)
            layers.Add(CreateLayer(random, stream, isLast: layers.Count == count - 1));
        return new NetworkDescription($"random{random.Next(1000)}", input, layers.DrainToImmutable());
    }

    private static StreamFormat CreateInput(Random random)
    {
        var side = random.Next(3) == 0 ? 1 : random.Next(2, 9);
        return Pick(random, ElementFormat.Fixed8, ElementFormat.Bit, ElementFormat.Ternary) switch
        {
            ElementFormat.Fixed8 => new StreamFormat(side, random.Next(Math.Max(1, side - 1), side + 2), random.Next(1, 5), ElementFormat.Fixed8),
            var element => new StreamFormat(side, random.Next(Math.Max(1, side - 1), side + 2), CreateChannels(random), element),
        };
    }

    private static LayerDescription CreateLayer(Random random, StreamFormat input, bool isLast)
    {
        var kernel = random.Next(1, Math.Min(3, Math.Min(input.Height, input.Width)) + 1);
        var (height, width) = (input.Height - kernel + 1, input.Width - kernel + 1);
        var weights = Pick(random, WeightFormat.Binary, WeightFormat.Ternary);
        var output = Pick(random, ElementFormat.Bit, ElementFormat.Ternary);
        if (isLast && random.Next(2) == 0)
            output = height * width == 1 && random.Next(2) == 0 ? ElementFormat.ClassWord : ElementFormat.Int16;

        var canCountBits = input.Element == ElementFormat.Bit && weights == WeightFormat.Binary;
        var canPool = output is ElementFormat.Bit or ElementFormat.Ternary && height % 2 == 0 && width % 2 == 0;
        var rows = output == ElementFormat.ClassWord ? random.Next(1, 65) : CreateChannels(random);
        var columns = kernel * kernel * input.Channels;
        return new LayerDescription(
            input, kernel, rows, weights,
            canCountBits && random.Next(2) == 0 ? Accumulation.XnorPopcount : Accumulation.SignedDot,
            output,
            canPool && random.Next(2) == 0,
            CreateDivisor(random, rows, rows),
            CreateDivisor(random, columns, weights == WeightFormat.Ternary ? 32 : 64));
    }

    /// <summary>Channel counts around the widths of words and vectors, and odd ones.</summary>
    private static int CreateChannels(Random random) => random.Next(4) switch
    {
        0 => random.Next(1, 20),
        1 => random.Next(1, 150),
        _ => Pick(random, 8, 16, 31, 32, 33, 63, 64, 65, 128, 192),
    };

    private static int CreateDivisor(Random random, int of, int atMost)
    {
        var divisors = Enumerable.Range(1, Math.Min(of, atMost)).Where(divisor => of % divisor == 0).ToArray();
        return divisors[random.Next(divisors.Length)];
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
