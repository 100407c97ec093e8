using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class HoconSubstitutionSpec
{
    [Theory]
    [InlineData("b = 1, a = ${b}", "1")]
    [InlineData("a = ${b}\nb = 1\nb = 2", "2")]
    [InlineData("a = ${b.c}/x, b { c = /usr }", "/usr/x")]
    [InlineData("a = before ${?missing} after", "before  after")]
    [InlineData("a = 1\na = ${?missing}", "1")]
    [InlineData("a = 1\na = ${a} and 2", "1 and 2")]
    [InlineData("a = 1, b = 2, a = ${b}, b = ${a}", "1")]
    [InlineData("a = ${missing}\na = 3", "3")]
    [InlineData("a = ${b.\"c.d\"}, b { \"c.d\" = 4 }", "4")]
    public void Takes_the_value_of_the_path(string text, string expected) =>
        ConfigurationFactory.ParseString(text).GetString("a").ShouldBe(expected);

    [Fact]
    public void Merges_substituted_objects_and_appends_substituted_arrays()
    {
        var config = ConfigurationFactory.ParseString("""
            base { host = localhost, tls { on = false } }
            derived = ${base} { port = 80 }
            derived.tls.on = true
            path = [a]
            path = ${path} [b]
            path = [c] ${path}
            """);

        config.GetString("derived.host").ShouldBe("localhost");
        config.GetInt("derived.port").ShouldBe(80);
        config.GetBoolean("derived.tls.on").ShouldBeTrue();
        config.GetBoolean("base.tls.on", true).ShouldBeFalse();
        config.GetStringList("path").ShouldBe(["c", "a", "b"]);
    }

    [Fact]
    public void Looks_back_from_a_field_that_refers_to_itself()
    {
        var config = ConfigurationFactory.ParseString("""
            bar : { foo : 42, baz : ${bar.foo} }
            foo : { a : { c : 1 } }
            foo : ${foo.a}
            foo : { a : 2 }
            """);

        config.GetInt("bar.baz").ShouldBe(42);
        config.GetInt("foo.a").ShouldBe(2);
        config.GetInt("foo.c").ShouldBe(1);
    }

    [Fact]
    public void Follows_paths_through_objects_that_point_at_each_other()
    {
        var config = ConfigurationFactory.ParseString("""
            bar : { a : ${foo.d}, b : 1 }
            bar.b = 3
            foo : { c : ${bar.b}, d : 2 }
            foo.d = 4
            """);

        config.GetInt("bar.a").ShouldBe(4);
        config.GetInt("foo.c").ShouldBe(3);
    }

    [Theory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a { b = ${c} }, c { d = ${a} }")]
    [InlineData("a = [${a}]")]
    [InlineData("a = x${b}, b = ${c}, c = ${a}y")]
    public void Rejects_cycles(string text) =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text)).Message.ShouldContain("cycle");

    [Fact]
    public void Rejects_a_substitution_that_leads_nowhere_with_its_place() =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString("a = 1\n  b = ${no.such}"))
            .Message.ShouldBe("HOCON at line 2, column 7: the substitution ${no.such} leads nowhere: expected a key no.such in the text or an environment variable of that name, found neither.");

    [Fact]
    public void Takes_an_environment_variable_where_the_text_has_no_such_key()
    {
        const string Name = "FARD_HOCON_SPEC_VARIABLE";
        Environment.SetEnvironmentVariable(Name, "from outside");
        try
        {
            ConfigurationFactory.ParseString($"a = ${{{Name}}}").GetString("a").ShouldBe("from outside");
            ConfigurationFactory.ParseString($"a = ${{?{Name}}}\n{Name} = inside").GetString("a").ShouldBe("inside");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public void Leaves_out_an_optional_substitution_that_leads_nowhere()
    {
        var config = ConfigurationFactory.ParseString("a = ${?x.y}, b = [1, ${?x.y}, 2], c = ${?c}");

        config.HasPath("a").ShouldBeFalse();
        config.GetIntList("b").ShouldBe([1, 2]);
        config.HasPath("c").ShouldBeFalse();
    }
}
