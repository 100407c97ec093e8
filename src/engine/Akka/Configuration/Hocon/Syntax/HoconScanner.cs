using System.Text;

namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Characters of a text, one after the other, with the place of each.</summary>
internal sealed class HoconScanner
{
    private const string NotInUnquoted = "$\"{}[]:=,+#`^?!@*&\\";

    private readonly string _text;
    private readonly string? _source;
    private int _offset;
    private int _line = 1;
    private int _lineStart;

    internal HoconScanner(string text, string? source = null)
    {
        _text = text;
        _source = source;
        if (text.Length > HoconLimits.TextLength)
            throw new ConfigurationException($"The text{(source is null ? "" : $" of '{source}'")} is {text.Length} characters long, expected at most {HoconLimits.TextLength}.");
    }

    internal bool AtEnd => _offset >= _text.Length;

    /// <summary>The next character; at the end of the text a NUL.</summary>
    internal char Next => AtEnd ? '\0' : _text[_offset];

    internal TextPosition Position => new(_source, _line, _offset - _lineStart + 1);

    internal bool AtComment => !AtEnd && (_text[_offset] == '#' || StartsWith("//"));

    /// <summary>Whether an unquoted piece of a key or value can go on with the next character.</summary>
    internal bool AtUnquoted
    {
        get
        {
            if (AtEnd || AtComment || IsSpace(_text[_offset]))
                return false;
            var c = _text[_offset];
            return !NotInUnquoted.Contains(c) || (c == '+' && !StartsWith("+="));
        }
    }

    internal bool StartsWith(string expected) => string.CompareOrdinal(_text, _offset, expected, 0, expected.Length) == 0;

    internal bool TryTake(string expected)
    {
        if (!StartsWith(expected))
            return false;
        for (var i = 0; i < expected.Length; i++)
            Take();
        return true;
    }

    internal char Take()
    {
        var c = _text[_offset++];
        if (c == '\n')
        {
            _line++;
            _lineStart = _offset;
        }

        return c;
    }

    /// <summary>Takes white space within the line and returns it.</summary>
    internal string TakeSpace()
    {
        var start = _offset;
        while (!AtEnd && Next != '\n' && IsSpace(Next))
            _offset++;
        return _text[start.._offset];
    }

    /// <summary>Takes white space, lines and comments; returns whether a line ended there.</summary>
    internal bool SkipLines()
    {
        var line = _line;
        while (!AtEnd)
        {
            if (AtComment)
            {
                while (!AtEnd && Next != '\n')
                    _offset++;
            }
            else if (IsSpace(Next))
            {
                Take();
            }
            else
            {
                break;
            }
        }

        return _line > line;
    }

    /// <summary>Takes an unquoted piece, up to a dot where dots part keys; it may be empty.</summary>
    internal string TakeUnquoted(bool stopAtDot)
    {
        var start = _offset;
        while (AtUnquoted && !(stopAtDot && Next == '.'))
            _offset++;
        return _text[start.._offset];
    }

    /// <summary>Takes a string in one or three quotes.</summary>
    internal string TakeQuoted() => StartsWith("\"\"\"") ? TakeTripleQuoted() : TakeSingleQuoted();

    /// <summary>Whether one of the texts follows, <paramref name="skip"/> characters and any white space of the line further on.</summary>
    internal bool FollowsInLine(string[] texts, int skip = 0)
    {
        var start = _offset;
        _offset += skip;
        TakeSpace();
        var follows = Array.Exists(texts, StartsWith);
        _offset = start;
        return follows;
    }

    /// <summary>The error that something else than <paramref name="expected"/> stands here.</summary>
    internal ConfigurationException Unexpected(string expected) => Error(Position, expected, Found());

    internal static ConfigurationException Error(TextPosition position, string expected, string found) =>
        new($"HOCON at {position}: expected {expected}, found {found}.");

    private string TakeTripleQuoted()
    {
        var start = Position;
        TryTake("\"\"\"");
        var text = new StringBuilder();
        while (!StartsWith("\"\"\""))
        {
            if (AtEnd)
                throw Error(Position, $"\"\"\" to end the string that starts at {start}", Found());
            text.Append(Take());
        }

        // Quotes in front of the closing three belong to the string.
        while (StartsWith("\"\"\"\""))
            text.Append(Take());
        TryTake("\"\"\"");
        return text.ToString();
    }

    private string TakeSingleQuoted()
    {
        var start = Position;
        Take();
        var text = new StringBuilder();
        while (Next != '"' || AtEnd)
        {
            if (AtEnd || Next == '\n')
                throw Error(Position, $"\" to end the string that starts at {start}", Found());
            var c = Take();
            text.Append(c == '\\' ? TakeEscape() : c);
        }

        Take();
        return text.ToString();
    }

    private char TakeEscape()
    {
        var c = Next;
        if (c == 'u' && !AtEnd)
            return TakeUnicode();
        if (AtEnd || !"\"\\/bfnrt".Contains(c))
            throw Unexpected("one of \" \\ / b f n r t u behind a backslash");
        return Take() switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            var itself => itself,
        };
    }

    private char TakeUnicode()
    {
        Take();
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(Next))
                throw Unexpected("four hexadecimal digits behind \\u");
            code = (code << 4) | Convert.ToInt32(Take().ToString(), 16);
        }

        return (char)code;
    }

    private string Found()
    {
        if (AtEnd)
            return "the end of the text";
        return Next switch
        {
            '\n' => "the end of the line",
            var c when char.IsControl(c) => $"the control character U+{(int)c:X4}",
            var c => $"'{c}'",
        };
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';
}
