using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class HoconErrorSpec
{
    [Theory]
    [InlineData("a = 1\nb = ", "line 2, column 5: expected a value, found the end of the text")]
    [InlineData("a = [1, 2", "line 1, column 10: expected ] to close the array that starts at line 1, column 5, found the end of the text")]
    [InlineData("a {\n b = 1", "expected } to close the object that starts at line 1, column 3, found the end of the text")]
    [InlineData("a = 1 }", "line 1, column 7: expected a comma or a new line between two keys, found '}'")]
    [InlineData("a b", "line 1, column 4: expected ':', '=', '+=' or '{' behind the key \"a b\", found the end of the text")]
    [InlineData("a\n b = 2", "line 2, column 2: expected ':', '=', '+=' or '{' behind the key a, found 'b'")]
    [InlineData("a = \"x\ny\"", "line 1, column 7: expected \" to end the string that starts at line 1, column 5, found the end of the line")]
    [InlineData("a = \"\\q\"", "line 1, column 7: expected one of \" \\ / b f n r t u behind a backslash, found 'q'")]
    [InlineData("a = \"\\u12g4\"", "line 1, column 10: expected four hexadecimal digits behind \\u, found 'g'")]
    [InlineData("a = \"\"\"x", "expected \"\"\" to end the string that starts at line 1, column 5, found the end of the text")]
    [InlineData("a = b@c", "line 1, column 6: expected a value (text with other than letters, digits and -_./ in quotes), found '@'")]
    [InlineData("a = ${b", "line 1, column 8: expected } to close the substitution that starts at line 1, column 5, found the end of the text")]
    [InlineData("a = ${}", "line 1, column 7: expected a key, found '}'")]
    [InlineData("a..b = 1", "line 1, column 3: expected a key behind the dot, found '.'")]
    [InlineData("= 1", "line 1, column 1: expected a key, found '='")]
    [InlineData("[1]", "line 1, column 1: expected an object at the top of the text, found '['")]
    [InlineData("{ a = 1 } b = 2", "line 1, column 11: expected the end of the text, found 'b'")]
    [InlineData("a = 1,, b = 2", "line 1, column 7: expected a key, found ','")]
    [InlineData("a = [1] 2", "line 1, column 5: expected an array to follow an array in one value, found a string")]
    [InlineData("a = { b : 1 } [2]", "line 1, column 5: expected an object to follow an object in one value, found an array")]
    [InlineData("a = {} , a += 1", "line 1, column 12: expected an object to follow an object in one value, found an array")]
    [InlineData("a = \"\u0001\" : 1", "line 1, column 9: expected a value (text with other than letters, digits and -_./ in quotes), found ':'")]
    public void Names_the_place_what_was_expected_and_what_was_found(string text, string message) =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text)).Message.ShouldContain(message);

    [Theory]
    [InlineData("[", 5000)]
    [InlineData("{ a : ", 5000)]
    [InlineData("a { ", 5000)]
    [InlineData("a.", 5000)]
    [InlineData("a = [", 1)]
    public void Bounds_nesting(string opening, int times)
    {
        var text = "a = 1\nb " + (opening[0] == '[' ? "= " : "") + string.Concat(Enumerable.Repeat(opening, times));

        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text));
    }

    [Fact]
    public void Bounds_the_length_of_a_text() =>
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(new string(' ', (4 * 1024 * 1024) + 1)))
            .Message.ShouldContain("expected at most 4194304");

    [Fact]
    public void Bounds_what_substitutions_multiply()
    {
        var doubling = "a0 = 0123456789\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}\n"));
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(doubling)).Message.ShouldContain("more than");

        var chain = "a0 = 1\n" + string.Concat(Enumerable.Range(1, 5000).Select(i => $"a{i} = ${{a{i - 1}}}\n"));
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(chain)).Message.ShouldContain("deeper than");
    }

    [Fact]
    public void Bounds_what_substitutions_search()
    {
        var text = string.Concat(Enumerable.Repeat("a=[]\n", 100_000)) + string.Concat(Enumerable.Repeat("b=${a}\n", 100_000));

        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text)).Message.ShouldContain("more than");
    }

    [Fact]
    public void Names_the_path_and_the_text_of_a_value_of_another_kind()
    {
        var config = ConfigurationFactory.ParseString("a { n = twelve, o { p = 1 }, l = [1, x], d = 5 parsecs, s = 3 bits, neg = -5 s }");

        Message(() => config.GetInt("a.n")).ShouldBe("Setting 'a.n': Expected a 32-bit whole number, found 'twelve'.");
        Message(() => config.GetBoolean("a.n")).ShouldContain("Expected a boolean (on, off, true, false, yes, no), found 'twelve'");
        Message(() => config.GetString("a.o")).ShouldContain("Expected a string, found an object with the keys p");
        Message(() => config.GetIntList("a.l")).ShouldContain("found 'x'");
        Message(() => config.GetStringList("a.n")).ShouldContain("Expected an array, found twelve");
        Message(() => config.GetTimeSpan("a.d")).ShouldContain("Expected a duration");
        Message(() => config.GetTimeSpan("a.neg")).ShouldContain("found '-5 s'");
        Message(() => config.GetByteSize("a.s")).ShouldContain("Expected a byte size");
    }

    private static string Message(Action action) => Should.Throw<ConfigurationException>(action).Message;
}
