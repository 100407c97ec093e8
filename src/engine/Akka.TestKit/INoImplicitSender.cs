namespace Akka.TestKit;

/// <summary>Marks a test kit that does not make its test actor the sender of what the test tells.</summary>
public interface INoImplicitSender
{
}
