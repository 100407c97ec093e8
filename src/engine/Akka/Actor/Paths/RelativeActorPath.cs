namespace Akka.Actor;

/// <summary>Splits the path elements of an actor selection that names no address.</summary>
public static class RelativeActorPath
{
    /// <returns>The elements, or null when the text has a scheme and so is not relative.</returns>
    public static IEnumerable<string> Unapply(string addr) => addr.Contains("://", StringComparison.Ordinal) ? null! : addr.Split('/');
}
