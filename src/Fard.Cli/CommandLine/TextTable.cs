namespace Fard.Cli.CommandLine;

/// <summary>What a cell says beside its text; colour on terminals, nothing elsewhere.</summary>
internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
}

/// <summary>A cell.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>
/// Columns of text, two spaces apart, never folded: the same lines on a terminal and in a pipe, so that scripts can take them apart. An empty cell prints a
/// dash, so that every line has every column.
/// </summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headers.Length, nameof(cells));
        _rows.Add([.. cells.Select(cell => cell.Text.Length == 0 ? cell with { Text = "-" } : cell with { Text = cell.Text.ReplaceLineEndings(" ") })]);
    }

    public void Write(Terminal terminal, string indent = "")
    {
        var widths = headers.Select((header, column) => _rows.Select(row => row[column].Text.Length).Append(header.Length).Max()).ToArray();
        WriteLine(terminal, indent, [.. headers.Select(header => new Cell(header))], widths);
        foreach (var row in _rows)
            WriteLine(terminal, indent, row, widths);
    }

    private static void WriteLine(Terminal terminal, string indent, Cell[] cells, int[] widths)
    {
        terminal.RawOutput.Write(indent);
        for (var column = 0; column < cells.Length; column++)
        {
            var isLast = column == cells.Length - 1;
            var text = isLast ? cells[column].Text : cells[column].Text.PadRight(widths[column] + 2);
            terminal.Write(text, cells[column].Tone);
        }

        terminal.RawOutput.WriteLine();
    }
}
