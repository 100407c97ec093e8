namespace Fard.Programs;

/// <summary>One running replica of a task.</summary>
/// <param name="Id">Its id, unique in its instance of the application: <c>task-0</c>. A replica that is placed again keeps it.</param>
/// <param name="Task">Name of its task.</param>
/// <param name="Board">Name of the board that it runs on.</param>
public sealed record Peer(string Id, string Task, string Board);
