using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Tests.Configuration;

public class ConfigSpec
{
    [Theory]
    [InlineData("10 ns", 0.00001)]
    [InlineData("5us", 0.005)]
    [InlineData("7 microseconds", 0.007)]
    [InlineData("20", 20)]
    [InlineData("20ms", 20)]
    [InlineData("3 milliseconds", 3)]
    [InlineData("0.5 s", 500)]
    [InlineData("2 seconds", 2000)]
    [InlineData("3 m", 180_000)]
    [InlineData("1 minute", 60_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("infinite", -1)]
    public void Reads_durations(string text, double milliseconds) =>
        ConfigurationFactory.ParseString($"d = {text}").GetTimeSpan("d").TotalMilliseconds.ShouldBe(milliseconds, 0.0001);

    [Fact]
    public void Refuses_an_infinite_duration_where_it_is_not_allowed() =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString("d = infinite").GetTimeSpan("d", null, allowInfinite: false));

    [Theory]
    [InlineData("17", 17L)]
    [InlineData("1 B", 1L)]
    [InlineData("2kB", 2000L)]
    [InlineData("2 KiB", 2048L)]
    [InlineData("2K", 2048L)]
    [InlineData("1.5 MiB", 1_572_864L)]
    [InlineData("1 MB", 1_000_000L)]
    [InlineData("3 gibibytes", 3_221_225_472L)]
    [InlineData("1 EiB", 1_152_921_504_606_846_976L)]
    public void Reads_byte_sizes(string text, long bytes) =>
        ConfigurationFactory.ParseString($"s = {text}").GetByteSize("s").ShouldBe(bytes);

    [Fact]
    public void Reads_scalars_lists_and_numbered_objects()
    {
        var config = ConfigurationFactory.ParseString("""
            yes = [on, true, yes], no = [off, false, no]
            int = -42, long = 9000000000, double = 1e-3, float = 2.5, decimal = 0.10
            bytes = [0, 255], longs = [1], doubles = [0.5], floats = [0.25], decimals = [0.1]
            numbered { 2 = c, 0 = a, 1 = b }
            """);

        config.GetBooleanList("yes").ShouldBe([true, true, true]);
        config.GetBooleanList("no").ShouldBe([false, false, false]);
        config.GetInt("int").ShouldBe(-42);
        config.GetLong("long").ShouldBe(9_000_000_000);
        config.GetDouble("double").ShouldBe(0.001);
        config.GetFloat("float").ShouldBe(2.5f);
        config.GetDecimal("decimal").ShouldBe(0.10m);
        config.GetByteList("bytes").ShouldBe([(byte)0, (byte)255]);
        config.GetLongList("longs").ShouldBe([1L]);
        config.GetDoubleList("doubles").ShouldBe([0.5]);
        config.GetFloatList("floats").ShouldBe([0.25f]);
        config.GetDecimalList("decimals").ShouldBe([0.1m]);
        config.GetStringList("numbered").ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Answers_with_defaults_where_nothing_is_set()
    {
        var config = ConfigurationFactory.ParseString("here { is = null }");

        config.GetString("a").ShouldBeNull();
        config.GetString("here.is", "x").ShouldBe("x");
        config.GetInt("a", 3).ShouldBe(3);
        config.GetLong("a.b", 4).ShouldBe(4);
        config.GetBoolean("a", true).ShouldBeTrue();
        config.GetTimeSpan("a").ShouldBe(TimeSpan.Zero);
        config.GetTimeSpan("a", TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        config.GetByteSize("a").ShouldBeNull();
        config.GetByteSize("a", 5).ShouldBe(5);
        config.GetStringList("a").ShouldBeEmpty();
        config.GetStringList("a", ["d"]).ShouldBe(["d"]);
        config.GetConfig("a").IsNullOrEmpty().ShouldBeTrue();
        config.GetValue("here.nothing").ShouldBeNull();
        config.HasPath("here").ShouldBeTrue();
        config.HasPath("here.is").ShouldBeFalse();
    }

    [Fact]
    public void Falls_back_in_the_order_of_the_chain()
    {
        var first = ConfigurationFactory.ParseString("a { x = 1 }, l = [1]");
        var second = ConfigurationFactory.ParseString("a { x = 2, y = 2 }, l = [2], n { m = 1 }");
        var third = ConfigurationFactory.ParseString("a { x = 3, y = 3, z = 3 }, n = 5");

        var config = first.WithFallback(second).WithFallback(third);

        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(2);
        config.GetInt("a.z").ShouldBe(3);
        config.GetIntList("l").ShouldBe([1]);
        config.GetInt("n.m").ShouldBe(1);
        config.GetConfig("a").GetInt("z").ShouldBe(3);
        config.GetConfig("a").AsEnumerable().Select(item => item.Key).ShouldBe(["x", "y", "z"]);
        config.Fallback!.Fallback.ShouldNotBeNull();
        first.HasPath("a.y").ShouldBeFalse();
        second.GetInt("a.x").ShouldBe(2);
    }

    [Fact]
    public void Falls_back_to_nothing_and_never_to_itself()
    {
        var config = ConfigurationFactory.ParseString("a = 1");

        config.WithFallback(Config.Empty).ShouldBeSameAs(config);
        Config.Empty.WithFallback(config).ShouldBeSameAs(config);
        ((Config?)null).SafeWithFallback(config).ShouldBeSameAs(config);
        config.SafeWithFallback(null).ShouldBeSameAs(config);
        Should.Throw<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void Prints_with_and_without_fallback()
    {
        var config = ConfigurationFactory.ParseString("a = 1, \"b c\" = \"d e\"").WithFallback(ConfigurationFactory.ParseString("f = [1, {g = null}]"));

        config.ToString().ShouldBe("{\n  a : 1\n  \"b c\" : \"d e\"\n}");
        config.ToString(true).ShouldContain("g : null");
        Config.Empty.ToString().ShouldBe("");
    }

    [Fact]
    public void Builds_from_strings_objects_and_values()
    {
        Config implicitly = "a.b = 1";
        implicitly.GetInt("a.b").ShouldBe(1);
        (implicitly + "c = 2").GetInt("c").ShouldBe(2);
        ("a.b = 3" + implicitly).GetInt("a.b").ShouldBe(3);

        var fromObject = ConfigurationFactory.FromObject(new { name = "x \"y\"", sizes = new[] { 1, 2 }, inner = new { on = true } });
        fromObject.GetString("name").ShouldBe("x \"y\"");
        fromObject.GetIntList("sizes").ShouldBe([1, 2]);
        fromObject.GetBoolean("inner.on").ShouldBeTrue();

        implicitly.GetValue("a")!.AtKey("k").GetInt("k.b").ShouldBe(1);
        implicitly.GetConfig("a").Root.GetObject()!.Unwrapped["b"].ShouldBe("1");
    }

    [Fact]
    public void Says_which_resource_is_missing() =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.FromResource<ConfigSpec>("no.such.conf"))
            .Message.ShouldBe("Assembly Akka.Tests has no embedded resource named 'no.such.conf'.");

    [Fact]
    public void Builds_values_by_hand()
    {
        var root = new HoconObject();
        root.GetOrCreateKey("a").NewValue(new HoconLiteral { Value = "1" });
        root.GetOrCreateKey("a").AppendValue(new HoconLiteral { Value = "2" });
        root.GetOrCreateKey("b").NewValue(new HoconArray { root.GetKey("a")! });
        var config = new Config(new HoconRoot(new HoconValue([root])));

        config.GetInt("a").ShouldBe(12);
        config.GetIntList("b").ShouldBe([12]);
        root.GetOrCreateKey("a").Clear();
        config.GetInt("a", 7).ShouldBe(7);
    }
}
