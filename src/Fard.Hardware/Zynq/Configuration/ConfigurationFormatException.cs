namespace Fard.Hardware.Zynq.Configuration;

/// <summary>A .bit or .hwh file is not what its format asks for, or not for the board that it is wanted for.</summary>
/// <param name="file">Path or name of the file.</param>
/// <param name="problem">What was found, where, and what was expected.</param>
public sealed class ConfigurationFormatException(string file, string problem, Exception? cause = null) : Exception($"{file}: {problem}", cause)
{
    public string File { get; } = file;
}
