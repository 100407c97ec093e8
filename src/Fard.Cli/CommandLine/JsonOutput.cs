using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fard.Cli.CommandLine;

/// <summary>How every <c>--json</c> object is written: camel case, one object, indented, text unescaped where JSON allows it.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions LineOptions = new(Options) { WriteIndented = false };

    public static void Write(TextWriter writer, object value) => writer.WriteLine(JsonSerializer.Serialize(value, Options));

    /// <summary>One object on one line, for programs that read a stream of them.</summary>
    public static void WriteLine(TextWriter writer, object value)
    {
        writer.WriteLine(JsonSerializer.Serialize(value, LineOptions));
        writer.Flush();
    }
}
