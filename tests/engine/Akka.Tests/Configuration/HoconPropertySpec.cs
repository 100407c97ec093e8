using Akka.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Tests.Configuration;

public class HoconPropertySpec
{
    private const string Alphabet = "ab1.-_ \"\\$#/:=+{}[],\n\té€";

    private static readonly string[] Fragments =
    [
        "a", "b.c", "\"q\"", "\"\"\"", "=", ":", "+=", "{", "}", "[", "]", ",", "\n", " ", "1", "${a}", "${?b}", "${", "#x", "//", "include ", "include \"f\"", "\\", "\"", ".", "null", "\u0000", "\ud800", "+", "$",
    ];

    [Fact]
    public void Reads_back_what_it_prints()
    {
        var configs = Trees(3).Where(tree => tree is Dictionary<string, object?>).ToArbitrary();
        Prop.ForAll(configs, tree =>
        {
            var text = Write(tree);
            var config = ConfigurationFactory.ParseString(text);
            var again = ConfigurationFactory.ParseString(config.ToString());
            return Same(config.Root.GetObject()?.Unwrapped, tree) && again.ToString() == config.ToString();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Throws_nothing_but_its_own_exception_on_damaged_text()
    {
        var soups = Gen.ArrayOf(Gen.Elements(Fragments)).Select(string.Concat).ToArbitrary();
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(soups, ReadsOrRefuses));
    }

    [Fact]
    public void Throws_nothing_but_its_own_exception_on_truncated_and_altered_text()
    {
        const string Text = "a { b = [1, \"x\\n\", ${?c}], d = \"\"\"t\"\"\" } # c\ninclude file(\"f\")\na.b += ${a.d} y\n\"k.l\" : null";
        var damages = (from at in Gen.Choose(0, Text.Length - 1)
                       from length in Gen.Choose(0, 4)
                       from insert in Gen.Elements(Fragments)
                       select Text[..at] + insert + Text[Math.Min(Text.Length, at + length)..]).ToArbitrary();
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(damages, ReadsOrRefuses));
        for (var length = 0; length < Text.Length; length++)
            ReadsOrRefuses(Text[..length]).ShouldBeTrue();
    }

    [Fact]
    public void Layers_fallbacks_as_one_text_after_the_other()
    {
        var pairs = (from lower in Trees(2)
                     from upper in Trees(2)
                     where lower is Dictionary<string, object?> && upper is Dictionary<string, object?>
                     select (Lower: Write(lower), Upper: Write(upper))).ToArbitrary();
        Prop.ForAll(pairs, pair =>
        {
            var layered = ConfigurationFactory.ParseString(pair.Upper).WithFallback(ConfigurationFactory.ParseString(pair.Lower));
            var joined = ConfigurationFactory.ParseString(Inner(pair.Lower) + "\n" + Inner(pair.Upper));
            return Same(layered.Root.GetObject()?.Unwrapped, joined.Root.GetObject()?.Unwrapped);
        }).QuickCheckThrowOnFailure();
    }

    private static bool ReadsOrRefuses(string text)
    {
        try
        {
            ConfigurationFactory.ParseString(text, _ => null).ToString();
        }
        catch (ConfigurationException refused)
        {
            return refused.Message.Length > 0;
        }

        return true;
    }

    private static Gen<string> Strings() =>
        Gen.ArrayOf(Gen.Elements(Alphabet.ToCharArray())).Select(chars => new string(chars));

    private static Gen<object?> Trees(int depth)
    {
        var scalars = Gen.OneOf(Strings().Select(text => (object?)text), Gen.Constant((object?)null));
        if (depth == 0)
            return scalars;
        var below = Trees(depth - 1);
        var lists = Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(below, count)).Select(items => (object?)items.ToList());
        var objects = Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Gen.Zip(Strings(), below), count))
            .Select(items => (object?)items.DistinctBy(item => item.Item1).ToDictionary(item => item.Item1, item => item.Item2));
        return Gen.OneOf(scalars, lists, objects, objects);
    }

    private static string Write(object? tree) => System.Text.Json.JsonSerializer.Serialize(tree);

    private static string Inner(string json) => json[1..^1];

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, IDictionary<string, object?> { Count: 0 }) => true,
        (string a, string b) => a == b,
        (IDictionary<string, object?> a, IDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(item => b.TryGetValue(item.Key, out var other) && Same(item.Value, other)),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };
}
