using Xunit.Sdk;

namespace Akka.TestKit.Tests;

/// <summary>Expectations that have to fail.</summary>
internal static class Failing
{
    internal static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    internal static string Message(Action expectation) => Should.Throw<XunitException>(expectation).Message;

    internal static async Task<string> MessageAsync(Func<Task> expectation) => (await Should.ThrowAsync<XunitException>(expectation)).Message;
}
