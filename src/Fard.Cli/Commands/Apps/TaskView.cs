using System.Globalization;
using System.Text;
using Fard.Actors.Tasks;
using Fard.Cli.CommandLine;
using Spectre.Console;

namespace Fard.Cli.Commands.Apps;

/// <summary>One replica of a task as <c>fard apps tasks</c> shows it.</summary>
internal sealed record TaskView(
    string Application, string Peer, string Task, string State, string Board, int Restarts, int Revision, long Sent, long Delivered, long Dropped, string Reason)
{
    public static TaskView Of(string application, ReplicaStatus task) => new(
        application, task.Peer, task.Task, $"{task.State}", task.Board, task.Restarts, task.Revision, task.Counts.Sent, task.Counts.Delivered, task.Counts.Dropped, task.Reason);

    public static void Print(Terminal terminal, IReadOnlyCollection<TaskView> tasks)
    {
        if (tasks.Count == 0)
        {
            terminal.RawOutput.WriteLine("No application of tasks runs.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "application", "peer", "state", "board", "restarts", "sent", "delivered", "dropped", "reason" }) table.AddColumn(column);
        foreach (var task in tasks)
        {
            string[] cells =
            [
                task.Application, task.Peer, task.State, task.Board, Number(task.Restarts), Number(task.Sent), Number(task.Delivered), Number(task.Dropped), LastLine(task.Reason),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        terminal.Output.Write(table);
    }

    /// <summary>Text where the bytes are such, or hexadecimal digits.</summary>
    public static string Readable(ReadOnlySpan<byte> data)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(data);
            if (text.All(letter => !char.IsControl(letter) || letter is '\n' or '\t')) return text;
        }
        catch (DecoderFallbackException)
        {
            // Bytes, then.
        }

        return Convert.ToHexStringLower(data);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Of a traceback the last line says what it was.
    private static string LastLine(string reason) => reason.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");
}
