namespace Akka.Configuration.Hocon.Text;

internal static class ByteSizeText
{
    private const string Expected = "byte size (a number of at least 0 and B, kB, KiB, MB, MiB, GB, GiB, TB, TiB, PB, PiB, EB or EiB)";

    internal static long Parse(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit) || BytesPer(unit) is not { } bytes)
            throw HoconNumber.NotA(Expected, text);
        return number <= (decimal)long.MaxValue / bytes
            ? (long)(number * bytes)
            : throw HoconNumber.NotA($"byte size of at most {long.MaxValue} B", text);
    }

    private static long? BytesPer(string unit) => unit switch
    {
        "" or "B" or "b" or "byte" or "bytes" => 1,
        "kB" or "kilobyte" or "kilobytes" => 1_000,
        "MB" or "megabyte" or "megabytes" => 1_000_000,
        "GB" or "gigabyte" or "gigabytes" => 1_000_000_000,
        "TB" or "terabyte" or "terabytes" => 1_000_000_000_000,
        "PB" or "petabyte" or "petabytes" => 1_000_000_000_000_000,
        "EB" or "exabyte" or "exabytes" => 1_000_000_000_000_000_000,
        "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
        "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
        "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
        "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
        "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
        "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
        _ => null,
    };
}
