namespace Fard.Networks.Parameters;

/// <summary>Opens a file of a parameter folder; whatever the file system refuses becomes a <see cref="ParameterFormatException"/>.</summary>
internal static class ParameterFile
{
    public static T Read<T>(string path, string expectation, Func<FileStream, T> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ParameterFormatException(path, 0, "the file is missing", expectation, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ParameterFormatException(path, 0, $"the file cannot be read ({e.Message})", expectation, e);
        }
    }
}
