namespace Fard.Hardware.Zynq.Configuration;

/// <summary>Reads a file that has a sensible length.</summary>
internal static class ConfigurationFile
{
    /// <exception cref="ConfigurationFormatException">It is missing, too long or cannot be read.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > maxBytes)
                throw new ConfigurationFormatException(path, $"it has {file.Length} bytes, more than the {maxBytes} that such a file may have.");
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationFormatException(path, $"it cannot be read: {failure.Message}", failure);
        }
    }
}
