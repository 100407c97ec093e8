namespace Fard.Hardware.Bitstreams;

/// <summary>A bitstream package is missing, damaged or does not fit; the message names the package, what is wrong and what to do.</summary>
public sealed class BitstreamPackageException(string package, string problem, Exception? innerException = null)
    : Exception($"Bitstream package {package}: {problem}", innerException)
{
    public string Package { get; } = package;
}
