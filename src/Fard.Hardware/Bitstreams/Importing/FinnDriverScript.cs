using System.Globalization;
using System.Text.RegularExpressions;
using Fard.Hardware.Bitstreams.Manifests;

namespace Fard.Hardware.Bitstreams.Importing;

/// <summary>Reads <c>io_shape_dict</c> of the <c>driver.py</c> that FINN writes, as text: nothing of it is run.</summary>
internal static class FinnDriverScript
{
    /// <exception cref="BitstreamPackageException">A value is missing or of another form; the message names it.</exception>
    public static FinnTensors Read(string package, string script)
    {
        if (!script.Contains("io_shape_dict", StringComparison.Ordinal))
            throw new BitstreamPackageException(package, "its driver.py has no io_shape_dict: it is not the script that FINN writes.");
        foreach (var count in (string[])["num_inputs", "num_outputs"])
        {
            if (Value(count, @"(?<value>\d+)") is { } text && text != "1")
                throw new BitstreamPackageException(package, $"the accelerator has {count} {text}; supported is 1.");
        }

        return new FinnTensors(DataType("idt"), DataType("odt"), Bytes("ishape_packed"), Bytes("oshape_packed"));

        // Older releases have one value where newer ones have a list of one; types stand bare, or as DataType['UINT8'].
        string DataType(string key) => Value(key, @"\[?\s*(DataType\s*(\.|\[\s*['""]))?['""]?(?<value>[A-Z]\w*(<[\d, ]+>)?)") ?? throw Missing(key, "a FINN data type");

        int Bytes(string key)
        {
            var shape = Value(key, @"\[?\s*\((?<value>[\d\s,]+)\)") ?? throw Missing(key, "a shape such as (1, 32, 32, 1, 3)");
            long product = 1;
            foreach (var size in shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                product = int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? product * number : 0;
                if (product is 0 or > int.MaxValue)
                    throw new BitstreamPackageException(package, $"{key} in its driver.py is ({shape}); expected sizes from 1 on, and no more than 2 GiB in all.");
            }

            return (int)product;
        }

        string? Value(string key, string pattern) =>
            Regex.Match(script, $@"['""]{key}['""]\s*:\s*{pattern}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)) is { Success: true } match ? match.Groups["value"].Value : null;

        BitstreamPackageException Missing(string key, string expected) => new(package, $"its driver.py has no '{key}' with {expected}.");
    }
}
