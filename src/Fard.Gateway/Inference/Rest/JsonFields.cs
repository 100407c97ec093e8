using System.Text.Json;

namespace Fard.Gateway.Inference.Rest;

/// <summary>Steps through JSON token by token and says by name what is not as expected.</summary>
internal static class JsonFields
{
    /// <summary>Reads the next token, which has to begin an object or an array.</summary>
    public static void Begin(ref Utf8JsonReader reader, JsonTokenType begin, string what)
    {
        reader.Read();
        Expect(ref reader, begin, what);
    }

    /// <summary>Checks the token that was read.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType != expected) throw InferenceException.Invalid($"{what} is {Name(reader.TokenType)}; expected {Name(expected)}.");
    }

    /// <summary>The name of the next property; null: the object is over.</summary>
    public static string? NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : TextHere(ref reader);
    }

    /// <summary>Whether there is a next element; it is read then.</summary>
    public static bool NextElement(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Reads to the end of the text; more than white space is an error.</summary>
    public static void End(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    public static string Text(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.String, $"'{name}'");
        return TextHere(ref reader);
    }

    public static bool Flag(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw InferenceException.Invalid($"'{name}' is {Name(reader.TokenType)}; expected true or false."),
        };
    }

    public static long Number(ref Utf8JsonReader reader, string name, long least, long most)
    {
        reader.Read();
        return NumberHere(ref reader, name, least, most);
    }

    public static long NumberHere(ref Utf8JsonReader reader, string name, long least, long most) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw InferenceException.Invalid($"'{name}' is not a whole number from {least} to {most}.");

    // The reader checks the form of JSON, and that of a string only when it is read.
    private static string TextHere(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, $"the request has a string that is no UTF-8, at byte {reader.TokenStartIndex}.", exception);
        }
    }

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
