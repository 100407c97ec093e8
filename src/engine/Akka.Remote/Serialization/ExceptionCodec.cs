using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote.Serialization;

/// <summary>
/// The cause of a failure as a code of a well-known exception type, its message, and its text. Types that are not in the table arrive as
/// <see cref="RemoteFailureException"/>: no type name travels, and nothing that a peer names is instantiated.
/// </summary>
internal static class ExceptionCodec
{
    private static readonly (Type Type, Func<string, Exception> Create)[] Known =
    [
        (typeof(RemoteFailureException), m => new RemoteFailureException(m)),
        (typeof(Exception), m => new Exception(m)),
        (typeof(ArgumentException), m => new ArgumentException(m)),
        (typeof(ArgumentNullException), m => new ArgumentNullException(null, m)),
        (typeof(ArgumentOutOfRangeException), m => new ArgumentOutOfRangeException(null, m)),
        (typeof(InvalidOperationException), m => new InvalidOperationException(m)),
        (typeof(NotSupportedException), m => new NotSupportedException(m)),
        (typeof(NotImplementedException), m => new NotImplementedException(m)),
        (typeof(TimeoutException), m => new TimeoutException(m)),
        (typeof(OperationCanceledException), m => new OperationCanceledException(m)),
        (typeof(TaskCanceledException), m => new TaskCanceledException(m)),
        (typeof(FormatException), m => new FormatException(m)),
        (typeof(IOException), m => new IOException(m)),
        (typeof(AskTimeoutException), m => new AskTimeoutException(m)),
    ];

    public static void Write(WireWriter writer, Exception cause)
    {
        var code = Array.FindIndex(Known, k => k.Type == cause.GetType());
        writer.Byte((byte)Math.Max(code, 0));
        writer.Text(code > 0 ? cause.Message : $"{cause.GetType().Name}: {cause.Message}");
    }

    public static Exception Read(ref WireReader reader)
    {
        var code = reader.Byte("exception");
        var message = reader.Text("message");
        return code < Known.Length ? Known[code].Create(message) : throw reader.Bad("exception", $"code {code} is unknown");
    }
}

/// <summary>A failure in another system whose exception type has no code on the wire.</summary>
internal sealed class RemoteFailureException(string message) : AkkaException(message);
