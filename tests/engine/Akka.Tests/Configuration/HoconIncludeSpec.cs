using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Tests.Configuration;

public class HoconIncludeSpec
{
    private readonly Dictionary<string, string> _files = [];

    [Theory]
    [InlineData("include \"b.conf\"")]
    [InlineData("include file(\"b.conf\")")]
    [InlineData("include required(\"b.conf\")")]
    [InlineData("include  required( file( \"b.conf\" ) )")]
    public void Reads_the_included_text_in_place(string include)
    {
        _files["b.conf"] = "x = 2, y = 3, z { u = 1 }";

        var config = Parse($"x = 1, z {{ v = 2 }}\n{include}\ny = 4");

        config.GetInt("x").ShouldBe(2);
        config.GetInt("y").ShouldBe(4);
        config.GetInt("z.u").ShouldBe(1);
        config.GetInt("z.v").ShouldBe(2);
    }

    [Fact]
    public void Resolves_names_relative_to_the_including_file()
    {
        _files["sub/b.conf"] = "include \"c.conf\"\nb = 1";
        _files["sub/c.conf"] = "include \"../d.conf\"\nc = 2";
        _files["d.conf"] = "d = 3";

        var config = Parse("nested { include \"sub/b.conf\" }");

        config.GetInt("nested.b").ShouldBe(1);
        config.GetInt("nested.c").ShouldBe(2);
        config.GetInt("nested.d").ShouldBe(3);
    }

    [Fact]
    public void Resolves_substitutions_of_included_text_near_the_include_first_then_from_the_root()
    {
        _files["b.conf"] = "own = 1, near = ${own}, far = ${top}, list += 2, self = ${?self}x";

        var config = Parse("top = 7\nnested { list = [1], self = a\n include \"b.conf\" \n own = 5 }");

        config.GetInt("nested.near").ShouldBe(5);
        config.GetInt("nested.far").ShouldBe(7);
        config.GetIntList("nested.list").ShouldBe([1, 2]);
        config.GetString("nested.self").ShouldBe("ax");
    }

    [Fact]
    public void Accepts_the_same_parsed_text_twice_and_values_made_by_hand()
    {
        HoconRoot? shared = null;
        var byHand = new HoconRoot(ConfigurationFactory.ParseString("k = 9").Root);

        var config = ConfigurationFactory.ParseString(
            "a { include \"b\"\n x.m = 5 }, c { include \"b\" }\n include \"hand\"",
            name => name == "hand" ? byHand : shared ??= Parser.Parse("x { v = ${w} }, w = 1", null));

        config.GetInt("a.x.v").ShouldBe(1);
        config.GetInt("a.x.m").ShouldBe(5);
        config.HasPath("c.x.m").ShouldBeFalse();
        config.GetInt("k").ShouldBe(9);
    }

    [Fact]
    public void Ignores_a_missing_file_unless_it_is_required()
    {
        Parse("a = 1\ninclude \"no.conf\"").GetInt("a").ShouldBe(1);
        Should.Throw<ConfigurationException>(() => Parse("a = 1\ninclude required(\"no.conf\")"))
            .Message.ShouldBe("Cannot include 'no.conf' at line 2, column 1: it is required and does not exist.");
    }

    [Fact]
    public void Names_the_included_file_in_its_errors()
    {
        _files["b.conf"] = "x = [\n";
        _files["c.conf"] = "y = ${nothing}";

        Should.Throw<ConfigurationException>(() => Parse("include \"b.conf\"")).Message.ShouldContain("'b.conf', line 2, column 1");
        Should.Throw<ConfigurationException>(() => Parse("include \"c.conf\"")).Message.ShouldContain("'c.conf', line 1, column 5");
    }

    [Theory]
    [InlineData("include b.conf", "a file name in quotes")]
    [InlineData("include file(\"b.conf\"", "')' to close file(")]
    [InlineData("include \"broken\"", "Cannot include 'broken' at line 1, column 1: disk on fire")]
    [InlineData("include \"loop\"", "includes nest deeper than 16 levels")]
    [InlineData("include \"bomb\"", "more than 1000 includes")]
    [InlineData("include \"long\"\ninclude \"long\"\ninclude \"long\"\ninclude \"long\"", "longer than 16777216 characters")]
    public void Rejects_what_it_cannot_include(string text, string message)
    {
        _files["loop"] = "include \"loop\"";
        _files["long"] = new string('#', 4 * 1024 * 1024);
        _files["leaf"] = "a = 1";
        for (var i = 0; i < 12; i++)
            _files[i == 11 ? "bomb" : $"bomb{i}"] = i == 0 ? "include \"leaf\"" : $"include \"bomb{i - 1}\"\ninclude \"bomb{i - 1}\"";

        Should.Throw<ConfigurationException>(() => Parse(text)).Message.ShouldContain(message);
    }

    [Fact]
    public void Rejects_an_include_where_no_callback_was_given() =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString("include \"x\"")).Message.ShouldContain("without an include callback");

    private Config Parse(string text) => ConfigurationFactory.ParseString(text, name => Read("", name));

    private HoconRoot? Read(string folder, string name)
    {
        if (name == "broken")
            throw new IOException("disk on fire");
        var path = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, name)));
        return _files.TryGetValue(path, out var text) ? Parser.Parse(text, inner => Read(Path.GetDirectoryName(path)!, inner)) : null;
    }
}
