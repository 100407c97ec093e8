namespace Akka.Configuration.Hocon.Text;

internal static class DurationText
{
    private const string Expected = "duration (a number of at least 0 and ns, us, ms, s, m, h or d; or infinite)";

    internal static TimeSpan Parse(string text, bool allowInfinite)
    {
        if (text.Trim() == "infinite")
            return allowInfinite ? Timeout.InfiniteTimeSpan : throw HoconNumber.NotA("finite duration", text);
        if (!Quantity.TrySplit(text, out var number, out var unit) || TicksPer(unit) is not { } ticks)
            throw HoconNumber.NotA(Expected, text);
        return number <= long.MaxValue / ticks
            ? TimeSpan.FromTicks((long)(number * ticks))
            : throw HoconNumber.NotA($"duration of at most {TimeSpan.MaxValue.TotalDays:F0} days", text);
    }

    private static decimal? TicksPer(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "µs" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };
}
