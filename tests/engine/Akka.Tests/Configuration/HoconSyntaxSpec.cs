using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class HoconSyntaxSpec
{
    [Fact]
    public void Reads_objects_keys_with_dots_and_both_assignment_signs()
    {
        var config = ConfigurationFactory.ParseString("""
            a.b.c = 1
            a { b : { d : 2 }, e = "three" }
            a.b { f = 4 } # comment
            // another
            x : y
            """);

        config.GetInt("a.b.c").ShouldBe(1);
        config.GetInt("a.b.d").ShouldBe(2);
        config.GetInt("a.b.f").ShouldBe(4);
        config.GetString("a.e").ShouldBe("three");
        config.GetString("x").ShouldBe("y");
    }

    [Theory]
    [InlineData("{ \"a\" : { \"b\" : [1, 2, 3] }, \"c\" : null, \"d\" : true, \"e\" : -1.5e3 }")]
    [InlineData("a.b = [1\n2\n3\n], c = null\n d = true\n e = -1.5e3,")]
    [InlineData("a { b = [ # first\n 1, // one\n 2, 3, ] } \n\n c : null \r\n d : true , e : -1.5e3")]
    public void Reads_the_same_from_JSON_and_from_loose_text(string text)
    {
        var config = ConfigurationFactory.ParseString(text);

        config.GetIntList("a.b").ShouldBe([1, 2, 3]);
        config.HasPath("c").ShouldBeFalse();
        config.GetString("c", "default").ShouldBe("default");
        config.GetBoolean("d").ShouldBeTrue();
        config.GetDouble("e").ShouldBe(-1500);
    }

    [Fact]
    public void Joins_values_in_one_line_with_their_white_space()
    {
        var config = ConfigurationFactory.ParseString("""
            words = one  "two, " three   # not this
            list = [1, 2] [3]
            object = { a : 1 } { b : 2, a : 3 }
            spaced = "  in quotes  "
            path = /usr/lib/x-1.0_2
            """);

        config.GetString("words").ShouldBe("one  two,  three");
        config.GetIntList("list").ShouldBe([1, 2, 3]);
        config.GetInt("object.a").ShouldBe(3);
        config.GetInt("object.b").ShouldBe(2);
        config.GetString("spaced").ShouldBe("  in quotes  ");
        config.GetString("path").ShouldBe("/usr/lib/x-1.0_2");
    }

    [Fact]
    public void Reads_quoted_keys_and_keys_with_spaces()
    {
        var config = ConfigurationFactory.ParseString("""
            akka.actor.deployment { "/parent/*" { router = pool }, /child { nr = 2 } }
            a."b.c".d = 1
            two words = 2
            "" = 3
            includes = 4
            include = 5
            """);

        config.GetString("akka.actor.deployment.\"/parent/*\".router").ShouldBe("pool");
        config.GetInt("akka.actor.deployment./child.nr").ShouldBe(2);
        config.GetInt("a.\"b.c\".d").ShouldBe(1);
        config.GetInt("two words").ShouldBe(2);
        config.GetInt("\"\"").ShouldBe(3);
        config.GetInt("includes").ShouldBe(4);
        config.GetInt("include").ShouldBe(5);
    }

    [Fact]
    public void Reads_escapes_and_raw_strings()
    {
        var config = ConfigurationFactory.ParseString("a = \"q\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9\"\nb = \"\"\"raw \\n \"quoted\"\nsecond line\"\"\"\"\nc = \"\"\nd = \"\"\"\"\"\"");

        config.GetString("a").ShouldBe("q\" \\ / \b\f\n\r\t é");
        config.GetString("b").ShouldBe("raw \\n \"quoted\"\nsecond line\"");
        config.GetString("c").ShouldBe("");
        config.GetString("d").ShouldBe("");
    }

    [Fact]
    public void Appends_to_arrays()
    {
        var config = ConfigurationFactory.ParseString("a = [1]\na += 2\na += ${b}\nb = 3\nfresh += x\nin.array = [{ c = [1], c += 2 }]");

        config.GetIntList("a").ShouldBe([1, 2, 3]);
        config.GetStringList("fresh").ShouldBe(["x"]);
        config.GetValue("in.array")!.GetArray()[0].GetChildObject("c")!.GetIntList().ShouldBe([1, 2]);
    }

    [Fact]
    public void Merges_objects_and_replaces_everything_else()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1, y { z = 2 } }\na { y { w = 3 } }\nb { x = 1 }\nb = 5\nb { y = 2 }\nc = [1], c = [2]");

        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y.z").ShouldBe(2);
        config.GetInt("a.y.w").ShouldBe(3);
        config.HasPath("b.x").ShouldBeFalse();
        config.GetInt("b.y").ShouldBe(2);
        config.GetIntList("c").ShouldBe([2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n # only a comment")]
    [InlineData("{}")]
    [InlineData("\uFEFF")]
    public void Reads_nothing_from_text_that_holds_nothing(string text)
    {
        var config = ConfigurationFactory.ParseString(text);

        config.IsEmpty.ShouldBeTrue();
        config.AsEnumerable().ShouldBeEmpty();
    }
}
