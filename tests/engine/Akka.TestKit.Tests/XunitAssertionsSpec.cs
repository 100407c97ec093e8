using Akka.TestKit.Xunit2;

namespace Akka.TestKit.Tests;

public class XunitAssertionsSpec
{
    private readonly XunitAssertions _assertions = new();

    [Fact]
    public void Fails_with_formatted_text()
    {
        Failing.Message(() => _assertions.Fail("{0} of {1}", 1, 2)).ShouldBe("1 of 2");
        Failing.Message(() => _assertions.Fail("{braces}")).ShouldBe("{braces}");
        Failing.Message(() => _assertions.AssertTrue(false, "not {0}", "true")).ShouldBe("not true");
        Failing.Message(() => _assertions.AssertFalse(true, "not false")).ShouldBe("not false");
        _assertions.AssertTrue(true);
        _assertions.AssertFalse(false);
    }

    [Fact]
    public void Compares_values_and_collections()
    {
        _assertions.AssertEqual(new[] { 1, 2 }, [1, 2]);
        _assertions.AssertEqual(1, 11, (a, b) => a % 10 == b % 10);
        Failing.Message(() => _assertions.AssertEqual(1, 2, "number {0}", 7)).ShouldContain("number 7");
        Failing.Message(() => _assertions.AssertEqual(1, 1, (_, _) => false, "never")).ShouldContain("never");
    }
}
