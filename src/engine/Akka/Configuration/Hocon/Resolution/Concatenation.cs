using System.Text;
using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration.Hocon.Resolution;

/// <summary>
/// Joins values that are written next to each other: arrays append, objects merge, everything else becomes one string with
/// the white space between its parts. Undefined parts vanish.
/// </summary>
internal sealed class Concatenation(TextPosition position, ResolutionBudget budget)
{
    private readonly StringBuilder _text = new();
    private HoconValue? _sole;
    private int _texts;

    /// <summary>The joined value; null where no part was defined.</summary>
    internal HoconValue? Result => _texts > 1 ? HoconValue.OfText(_text.ToString()) : _sole;

    internal void Add(string space, HoconValue? value)
    {
        if (value is null)
        {
            // The white space around an undefined part of a string stays.
            if (_texts > 0)
                _text.Append(space);
            return;
        }

        if (_sole is not null && KindOf(_sole) != KindOf(value))
            throw HoconScanner.Error(position, $"{KindOf(_sole)} to follow {KindOf(_sole)} in one value", KindOf(value));

        if (value.GetObject() is not null)
            _sole = _sole is null ? value : budget.Count(HoconMerge.Over(value, _sole));
        else if (value.IsArray())
            _sole = _sole is null ? value : budget.Count(HoconValue.Of(Joined(_sole, value)));
        else
            AddText(space, value);
    }

    private void AddText(string space, HoconValue value)
    {
        var text = value.GetString() ?? "null";
        if (_texts > 0)
            _text.Append(space);
        _text.Append(text);
        budget.CountText(text.Length);
        _texts++;
        _sole ??= value;
    }

    private static HoconArray Joined(HoconValue first, HoconValue second)
    {
        var joined = new HoconArray();
        joined.AddRange(first.GetArray());
        joined.AddRange(second.GetArray());
        return joined;
    }

    private static string KindOf(HoconValue value)
    {
        if (value.GetObject() is not null)
            return "an object";
        return value.IsArray() ? "an array" : "a string";
    }
}
