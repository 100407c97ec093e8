namespace Fard.Actors.Tasks;

/// <summary>A program refused an event with a key; another replica would do the same.</summary>
internal sealed class RefusedEventException(string message, Exception? innerException = null) : Exception(message, innerException);
