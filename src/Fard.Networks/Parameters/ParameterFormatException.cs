namespace Fard.Networks.Parameters;

/// <summary>A file of a parameter folder is missing, or its bytes are not what the format asks for.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="offset">Byte offset of the fault from the start of the file; the file's length where it ends too early.</param>
/// <param name="problem">What was found.</param>
/// <param name="expectation">What the format asks for there.</param>
public sealed class ParameterFormatException(string file, long offset, string problem, string expectation, Exception? cause = null)
    : Exception($"{file}, byte {offset}: {problem}; expected {expectation}.", cause)
{
    public string File { get; } = file;

    public long Offset { get; } = offset;

    public string Expectation { get; } = expectation;
}
