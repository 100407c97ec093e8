using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Fails tests the way xunit does.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => throw new XunitException(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition)
            Fail(format, args);
    }

    public void AssertFalse(bool condition, string format = "", params object[] args) => AssertTrue(!condition, format, args);

    /// <summary>Fails unless the values are equal; collections are equal when their elements are.</summary>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        try
        {
            Assert.Equal(expected, actual);
        }
        catch (XunitException difference)
        {
            throw new XunitException($"{Text(format, args)}{Environment.NewLine}{difference.Message}", difference);
        }
    }

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args) =>
        AssertTrue(comparer(expected, actual), format, args);

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(format, args);
}
